package org.clfs4j.testkit;

import org.clfs4j.Access;
import org.clfs4j.LogFile;
import org.clfs4j.OpenOptions;

/** What one opening, which writes, lets another one do. */
final class SharingLife extends LifeCycleSubject {

    private String shared;
    private LogFile first;
    private LogFile second;

    SharingLife(CrashableStorage storage) {
        super(storage);
        state("shares all", () -> open("shares all", Access.values()));
        state("shares reading", () -> open("shares reading", Access.READ));
        state("shares nothing", () -> open("shares nothing"));
        event("another opens without access", () -> openAnother(existing()));
        event("another opens to read", () -> openAnother(existing(Access.READ)));
        event("another opens to write", () -> openAnother(existing(Access.READ, Access.WRITE)));
        event("another opens to delete", () -> openAnother(existing(Access.DELETE)));
        event(
                "another opens to read, and shares reading",
                () -> openAnother(existing(Access.READ).share(Access.READ)));
        event("another opens to read, and shares nothing", () -> openAnother(existing(Access.READ).exclusive()));
    }

    private void open(String name, Access... share) throws Exception {
        shared = name;
        first = track(provider().open(name(), OpenOptions.createNew().share(share)));
    }

    private void openAnother(OpenOptions options) throws Exception {
        second = track(provider().open(name(), options));
    }

    @Override
    String state() throws Exception {
        first.information();
        if (second == null) {
            return shared;
        }
        second.information();
        return "both have it open";
    }
}
