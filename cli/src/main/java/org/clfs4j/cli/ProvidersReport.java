package org.clfs4j.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.clfs4j.LogProvider;
import org.clfs4j.ProviderInformation;
import org.clfs4j.ProviderSearch;
import org.clfs4j.ProviderTrait;
import org.clfs4j.cli.console.Output;
import org.clfs4j.json.LogJson;

/**
 * Which providers there are, and what each can do.
 *
 * @threading immutable
 * @param directory where the logs are that are meant
 * @param search what was found
 */
record ProvidersReport(Path directory, ProviderSearch search) {

    void text(Output out) throws IOException {
        out.line("for logs in %s, on Java %s, %s", directory, Runtime.version(), System.getProperty("os.name"));
        for (LogProvider provider : search.found()) {
            out.line("");
            text(out, provider);
        }
        for (String reason : search.skipped()) {
            out.line("");
            out.line("skipped: " + reason);
        }
        out.line("");
        out.line(search.chosen()
                .map(chosen -> "chosen: " + chosen.name() + ", " + search.reason())
                .orElse("chosen: none. " + search.reason()));
    }

    private void text(Output out, LogProvider provider) throws IOException {
        ProviderInformation information = provider.information(directory);
        out.line("%s (rank %d)", provider.name(), provider.rank());
        line(out, "memory", information.memory());
        line(out, "files", information.files());
        for (ProviderTrait trait : ProviderTrait.values()) {
            line(out, trait.toString(), information.traits().contains(trait) ? "yes" : "no");
        }
        for (String obstacle : information.obstacles()) {
            line(out, "in the way", obstacle);
        }
    }

    private static void line(Output out, String label, String value) throws IOException {
        out.line("  %-16s %s", label, value);
    }

    void json(JsonGenerator json) throws IOException {
        json.writeStringField("directory", directory.toString());
        json.writeStringField("java", Runtime.version().toString());
        json.writeStringField("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        json.writeFieldName("chosen");
        if (search.chosen().isPresent()) {
            json.writeString(search.chosen().get().name());
        } else {
            json.writeNull();
        }
        json.writeStringField("reason", search.reason());
        json.writeArrayFieldStart("providers");
        for (LogProvider provider : search.found()) {
            json(json, provider);
        }
        json.writeEndArray();
        LogJson.strings(json, "skipped", search.skipped());
    }

    private void json(JsonGenerator json, LogProvider provider) throws IOException {
        ProviderInformation information = provider.information(directory);
        List<String> traits =
                information.traits().stream().sorted().map(Enum::name).toList();
        json.writeStartObject();
        json.writeStringField("name", provider.name());
        json.writeNumberField("rank", provider.rank());
        json.writeStringField("memory", information.memory());
        json.writeStringField("files", information.files());
        LogJson.strings(json, "traits", traits);
        LogJson.strings(json, "obstacles", information.obstacles());
        json.writeEndObject();
    }
}
