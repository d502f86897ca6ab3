package org.clfs4j.testkit.explore;

import java.util.List;
import java.util.SplittableRandom;
import org.clfs4j.Append;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.error.LogException;

/**
 * Chooses what a call is made with, everything decided by a seed.
 *
 * @threading not thread-safe
 */
final class Choices {

    private static final List<Append.Visibility> VISIBILITIES = List.of(
            Append.Visibility.APPENDED,
            Append.Visibility.APPENDED,
            Append.Visibility.APPENDED,
            Append.Visibility.QUEUED,
            Append.Visibility.FLUSHED,
            Append.Visibility.FLUSHED);

    final SplittableRandom random;
    private final Client client;

    Choices(Client client, long seed) {
        this.client = client;
        this.random = new SplittableRandom(seed);
    }

    OpenedArea anyArea() {
        List<OpenedArea> areas = client.areas();
        return areas.get(random.nextInt(areas.size()));
    }

    OpenedStream anyStream() {
        return client.streams.get(random.nextInt(client.streams.size()));
    }

    /** Returns the LSN of a record that the stream still holds, or the next LSN. */
    Lsn anyRecord(OpenedStream stream) throws LogException {
        locateAll(stream);
        List<Submission> records = client.expected(stream).records();
        int first = client.expected(stream).firstFrom(stream.handle.baseLsn().value());
        return first == records.size()
                ? stream.handle.nextLsn()
                : Lsn.of(records.get(first + random.nextInt(records.size() - first)).lsn());
    }

    /** LSNs of records that were appended without waiting are told when their stages complete. */
    void locateAll(OpenedStream stream) {
        if (!client.expected(stream).allLocated()) {
            client.executor().runAll();
        }
    }

    int anyLength(MarshallingArea area, Append options) {
        int most = area.maxRecordSize(options);
        return switch (random.nextInt(6)) {
            case 0 -> random.nextInt(Math.min(most, 16) + 1);
            case 1 -> most - random.nextInt(Math.min(most, 8) + 1);
            case 2, 3 -> random.nextInt(most + 1);
            default -> random.nextInt(Math.min(most, 1000) + 1);
        };
    }

    Append anyAppend(OpenedStream stream) throws LogException {
        Append append = new Append(
                VISIBILITIES.get(random.nextInt(VISIBILITIES.size())), Lsn.INVALID, Lsn.INVALID, false, 1);
        if (random.nextInt(6) == 0) {
            append = append.previous(anyRecord(stream));
        }
        if (random.nextInt(6) == 0) {
            append = append.undoNext(anyRecord(stream));
        }
        return append;
    }

    Submission anyData(MarshallingArea area, Append append) {
        return data(anyLength(area, append), append);
    }

    Submission data(int length, Append append) {
        return Submission.data(random.nextLong(), length, append.previous(), append.undoNext());
    }
}
