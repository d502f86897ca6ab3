package org.clfs4j.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.clfs4j.cli.bench.Comparison;
import org.clfs4j.cli.bench.Series;
import org.clfs4j.cli.console.Output;

/**
 * What a run of the benchmark showed.
 *
 * @threading immutable
 */
record BenchReport(String provider, boolean direct, double seconds, int rounds, List<Comparison> comparisons) {

    private static final String FORCE_POLICY = "buffered: force in the background when more than 1 MiB is queued;"
            + " durable: one force for all waiting producers";

    private static final String DIRECT = "; raw limit of durable: one write with O_DIRECT and O_DSYNC";

    void text(Output out) throws IOException {
        out.line(
                "provider %s, Java %s, %s, %d processors, %d rounds of %s s",
                provider, Runtime.version(), System.getProperty("os.name"), processors(), rounds, seconds);
        out.line(forcePolicy());
        out.line("");
        out.line("%-38s %20s %20s %15s %8s", "", "clfs4j", "raw limit", "ratio", "heap B");
        for (Comparison each : comparisons) {
            out.line(
                    "%-38s %20s %20s %15s %8s",
                    each.title(),
                    rate(each.ours(), each.unit()),
                    rate(each.raw(), each.unit()),
                    ratio(each.ratio()),
                    each.allocated().isPresent() ? decimal(each.allocated().getAsDouble()) : "");
        }
        out.line("");
        out.line(
                "Medians, with half the distance from the smallest to the largest figure; ratios are taken round by round;"
                        + " heap B is what the appending threads allocate for each append, and the reading one for each record.");
    }

    private String forcePolicy() {
        return direct ? FORCE_POLICY + DIRECT : FORCE_POLICY;
    }

    private static String rate(Series series, String unit) {
        double spread = (series.max() - series.min()) / 2 / series.median();
        return String.format(Locale.ROOT, "%s ±%2.0f%%", perSecond(series.median(), unit), 100 * spread);
    }

    private static String perSecond(double figure, String unit) {
        String suffix = unit.equals("bytes") ? "B/s" : "/s";
        if (figure >= 1e9) {
            return String.format(Locale.ROOT, "%.2f G%s", figure / 1e9, suffix);
        }
        return figure >= 1e6
                ? String.format(Locale.ROOT, "%.2f M%s", figure / 1e6, suffix)
                : String.format(Locale.ROOT, "%.1f k%s", figure / 1e3, suffix);
    }

    private static String ratio(Series ratios) {
        return String.format(Locale.ROOT, "%.2f (%.2f-%.2f)", ratios.median(), ratios.min(), ratios.max());
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    void json(JsonGenerator json) throws IOException {
        json.writeStringField("provider", provider);
        json.writeStringField("java", Runtime.version().toString());
        json.writeStringField("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        json.writeNumberField("processors", processors());
        json.writeNumberField("seconds", seconds);
        json.writeNumberField("rounds", rounds);
        json.writeStringField("forcePolicy", forcePolicy());
        json.writeArrayFieldStart("comparisons");
        for (Comparison each : comparisons) {
            comparison(json, each);
        }
        json.writeEndArray();
    }

    private static void comparison(JsonGenerator json, Comparison comparison) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", comparison.name());
        json.writeStringField("unit", comparison.unit() + "/s");
        series(json, "ours", comparison.ours());
        series(json, "raw", comparison.raw());
        series(json, "ratio", comparison.ratio());
        if (comparison.allocated().isPresent()) {
            json.writeNumberField(
                    comparison.name().equals("read") ? "allocatedBytesPerRead" : "allocatedBytesPerAppend",
                    comparison.allocated().getAsDouble());
        }
        json.writeEndObject();
    }

    private static void series(JsonGenerator json, String name, Series series) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("median", series.median());
        json.writeNumberField("min", series.min());
        json.writeNumberField("max", series.max());
        json.writeArrayFieldStart("rounds");
        for (double value : series.values()) {
            json.writeNumber(value);
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
