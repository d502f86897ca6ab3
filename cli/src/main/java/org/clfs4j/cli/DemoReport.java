package org.clfs4j.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.clfs4j.cli.console.Count;
import org.clfs4j.cli.console.Output;
import org.clfs4j.cli.demo.RoundResult;

/**
 * What a demonstration showed.
 *
 * @threading immutable
 */
record DemoReport(long seed, int producers, int files, int lines, List<RoundResult> rounds) {

    boolean passed() {
        return rounds.stream().allMatch(RoundResult::passed);
    }

    void text(Output out) throws IOException {
        out.line(
                "%s of %s, %s, seed %d, provider %s",
                Count.of(lines, "line"), Count.of(files, "file"), Count.of(producers, "producer"), seed, providers());
        out.line("");
        out.line("round  killed after  acknowledged    records/s     found  recovery  lost  invented  misplaced"
                + (alternating() ? "  written and read by" : ""));
        for (RoundResult round : rounds) {
            out.line(
                    "%5d  %10.0f ms  %,12d  %,11.0f  %,8d  %5.0f ms  %4d  %8d  %9d%s",
                    round.number() + 1,
                    round.nanos() / 1e6,
                    round.acknowledged(),
                    round.perSecond(),
                    round.found(),
                    round.recoveryNanos() / 1e6,
                    round.lost(),
                    round.invented(),
                    round.misplaced(),
                    alternating() ? "  " + round.writer() + ", " + round.reader() : "");
        }
        out.line("");
        out.line(
                "%s, %,d records acknowledged (%,.0f/s), recovery %.0f ms (median), %.0f ms (longest)",
                Count.of(rounds.size(), "round"), total(RoundResult::acknowledged), perSecond(), median(), longest());
        out.line(
                "lost = %d, invented = %d, misplaced = %d: %s",
                total(RoundResult::lost),
                total(RoundResult::invented),
                total(RoundResult::misplaced),
                passed()
                        ? "every acknowledged record is there, once, in order, unchanged"
                        : "the log broke its promise; please report this with the log and the seed");
    }

    /** The providers in the order in which they wrote, each once. */
    private String providers() {
        return rounds.stream()
                .flatMap(round -> Stream.of(round.writer(), round.reader()))
                .distinct()
                .collect(Collectors.joining(" and "));
    }

    private boolean alternating() {
        return rounds.stream().anyMatch(round -> !round.writer().equals(round.reader()));
    }

    void json(JsonGenerator json) throws IOException {
        json.writeNumberField("seed", seed);
        json.writeNumberField("producers", producers);
        json.writeNumberField("files", files);
        json.writeNumberField("lines", lines);
        json.writeNumberField("acknowledged", total(RoundResult::acknowledged));
        json.writeNumberField("recordsPerSecond", perSecond());
        json.writeNumberField("recoveryMillisMedian", median());
        json.writeNumberField("recoveryMillisMax", longest());
        json.writeNumberField("lost", total(RoundResult::lost));
        json.writeNumberField("invented", total(RoundResult::invented));
        json.writeNumberField("misplaced", total(RoundResult::misplaced));
        json.writeArrayFieldStart("rounds");
        for (RoundResult round : rounds) {
            round(json, round);
        }
        json.writeEndArray();
    }

    private static void round(JsonGenerator json, RoundResult round) throws IOException {
        json.writeStartObject();
        json.writeNumberField("round", round.number() + 1);
        json.writeStringField("writer", round.writer());
        json.writeStringField("reader", round.reader());
        json.writeNumberField("killedAfterMillis", round.nanos() / 1e6);
        json.writeNumberField("acknowledged", round.acknowledged());
        json.writeNumberField("found", round.found());
        json.writeNumberField("recoveryMillis", round.recoveryNanos() / 1e6);
        json.writeNumberField("lost", round.lost());
        json.writeNumberField("invented", round.invented());
        json.writeNumberField("misplaced", round.misplaced());
        json.writeEndObject();
    }

    private long total(ToLongFunction<RoundResult> value) {
        return rounds.stream().mapToLong(value).sum();
    }

    private double perSecond() {
        return total(RoundResult::acknowledged) * 1e9 / total(RoundResult::nanos);
    }

    private double median() {
        long[] nanos =
                rounds.stream().mapToLong(RoundResult::recoveryNanos).sorted().toArray();
        return (nanos[(nanos.length - 1) / 2] + nanos[nanos.length / 2]) / 2e6;
    }

    private double longest() {
        return rounds.stream().mapToLong(RoundResult::recoveryNanos).max().orElse(0) / 1e6;
    }
}
