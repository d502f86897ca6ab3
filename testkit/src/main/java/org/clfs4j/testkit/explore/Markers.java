package org.clfs4j.testkit.explore;

import java.util.List;
import org.clfs4j.Append;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.error.LogException;

/**
 * Moves the markers of streams: what is durable, what is needed, where to restart, where they end.
 *
 * @threading not thread-safe
 */
final class Markers {

    private final Client client;
    private final Choices choices;
    private final Appends appends;

    Markers(Client client, Choices choices, Appends appends) {
        this.client = client;
        this.choices = choices;
        this.appends = appends;
    }

    void flush() throws LogException {
        OpenedArea opened = choices.anyArea();
        Lsn bound = opened.area().flush();
        client.note(opened.stream(), e -> e.acknowledgeBelow(bound.value()));
    }

    void flushTo() throws LogException {
        OpenedArea opened = choices.anyArea();
        OpenedStream stream = opened.stream();
        Lsn target = choices.anyRecord(stream);
        if (target.isLess(stream.handle.nextLsn())) {
            Lsn bound = opened.area().flushTo(target);
            client.note(stream, e -> e.acknowledgeBelow(bound.value()));
            client.note(stream, e -> e.acknowledgeBelow(target.value() + 1));
        }
    }

    void giveUpSome() throws LogException {
        if (!client.shape.keeping()) {
            OpenedStream stream = choices.anyStream();
            advanceBase(stream, choices.anyRecord(stream));
        }
    }

    void giveUpAll() throws LogException {
        OpenedStream stream = choices.anyStream();
        choices.locateAll(stream);
        if (!client.shape.keeping() && choices.random.nextInt(4) == 0) {
            advanceBase(stream, stream.handle.nextLsn());
        }
    }

    void advanceBase(OpenedStream stream, Lsn base) throws LogException {
        client.note(stream, e -> e.giveUpBelow(base.value()));
        stream.handle.advanceBase(base);
    }

    void restart() throws LogException {
        OpenedArea opened = choices.anyArea();
        OpenedStream stream = opened.stream();
        MarshallingArea area = opened.area();
        Lsn base = client.shape.keeping() || choices.random.nextBoolean() ? Lsn.INVALID : choices.anyRecord(stream);
        int length = Math.min(choices.anyLength(area, Append.NONE), area.maxRecordSize() - 2 * Long.BYTES);
        Submission record = Submission.restart(
                choices.random.nextLong(), length, base.isValid() ? base.value() : Submission.UNKNOWN);
        appends.submit(
                stream, record, () -> area.writeRestartArea(record.payload(), base).value());
        client.note(stream, e -> e.acknowledgeUpTo(record.seed()));
        if (base.isValid()) {
            client.coverage.reached(Mark.RESTART_WITH_BASE);
            client.note(stream, e -> e.baseIsDurable(base.value()));
        }
    }

    void flushMetadata() throws LogException {
        OpenedStream stream = choices.anyStream();
        Lsn base = stream.handle.baseLsn();
        stream.handle.flushMetadata();
        client.note(stream, e -> e.baseIsDurable(base.value()));
    }

    /** Takes the youngest records away, where that can be done. */
    void truncate() throws LogException {
        if (client.shape.multiplexed() || client.shape.sectorSize() > 512) {
            return;
        }
        OpenedStream stream = choices.anyStream();
        choices.locateAll(stream);
        ExpectedStream expected = client.expected(stream);
        List<Submission> records = expected.records();
        int first = expected.firstFrom(stream.handle.baseLsn().value());
        if (first == records.size()) {
            return;
        }
        int last = first + choices.random.nextInt(records.size() - first);
        client.note(stream, e -> e.truncating(last + 1));
        stream.handle.truncate(Lsn.of(records.get(last).lsn()));
        client.coverage.reached(Mark.TRUNCATED);
        client.note(stream, e -> e.truncated(last + 1));
        client.follower().ifPresent(follower -> follower.truncated(stream.name, last + 1));
    }
}
