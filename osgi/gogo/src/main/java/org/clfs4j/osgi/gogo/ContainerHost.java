package org.clfs4j.osgi.gogo;

import java.util.Optional;
import org.clfs4j.LogName;
import org.clfs4j.ProviderSearch;
import org.clfs4j.cli.Host;

/** A framework as the tool sees it: its providers are services, and so are logs that can be named. */
record ContainerHost(UsedProviders used, PublishedLogs logs) implements Host {

    @Override
    public ProviderSearch providers() {
        return used.search();
    }

    @Override
    public Optional<LogName> logNamed(String text) {
        return logs.named(text);
    }
}
