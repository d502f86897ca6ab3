package org.clfs4j.cli.demo;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.clfs4j.Lsn;

/**
 * Compares the records of a log, one after the other, with what must be there and what may be there.
 *
 * <p>A record must be there if it was acknowledged. It may be there if it was submitted: a producer waits for each record, so
 * that is one more than it acknowledged at most. Within a round the records of a producer must come in order, each once, each
 * with its own line.
 *
 * @threading not thread-safe
 */
final class RecordCheck {

    private final Corpus corpus;
    private final Map<Integer, RoundCheck> rounds = new LinkedHashMap<>();
    private long invented;

    RecordCheck(Corpus corpus, List<RoundCheck> expected) {
        this.corpus = corpus;
        expected.forEach(round -> rounds.put(round.number(), round));
    }

    void record(Lsn lsn, ByteBuffer payload) {
        if (payload.remaining() < Tag.LENGTH) {
            invented++;
            return;
        }
        Tag tag = Tag.read(payload);
        RoundCheck round = rounds.get(tag.round());
        if (round == null || !round.mayHave(tag) || !payload.equals(ByteBuffer.wrap(corpus.line(tag)))) {
            invented++;
            return;
        }
        round.found(tag, lsn);
    }

    /** Records that must be there and are not. */
    long lost() {
        return sum(rounds.values().stream().mapToLong(RoundCheck::lost).toArray());
    }

    /** Records that nobody wrote, or not like this. */
    long invented() {
        return invented;
    }

    /** Records that came twice or in the wrong order. */
    long misplaced() {
        return sum(rounds.values().stream().mapToLong(RoundCheck::misplaced).toArray());
    }

    static long sum(long[] values) {
        return Arrays.stream(values).sum();
    }
}
