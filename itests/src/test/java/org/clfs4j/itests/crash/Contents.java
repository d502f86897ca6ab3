package org.clfs4j.itests.crash;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.clfs4j.LogFile;
import org.clfs4j.LogStream;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.ReadContext;
import org.clfs4j.ReadMode;
import org.clfs4j.RecordType;
import org.clfs4j.RestartArea;

/**
 * All that can be read from a log.
 *
 * @param base where it begins
 * @param records the records from the base to the end
 * @param restart what the newest restart area holds
 * @param containers how many containers there are
 */
record Contents(Lsn base, List<Found> records, Optional<byte[]> restart, int containers) {

    /**
     * A record.
     *
     * @param lsn where
     * @param type for whom
     * @param payload what it holds
     */
    record Found(Lsn lsn, RecordType type, byte[] payload) {}

    /** Reads an open log from its base to its end. */
    static Contents of(LogFile log) throws IOException {
        List<Found> records = new ArrayList<>();
        try (LogStream stream = log.stream();
                MarshallingArea area = stream.createMarshallingArea(MarshallingAreaOptions.builder()
                        .blockSize(KillWriter.LARGEST_BLOCK)
                        .build());
                ReadContext context = area.read(stream.baseLsn(), ReadMode.FORWARD)) {
            while (context.next()) {
                records.add(new Found(context.lsn(), context.type(), bytes(context.payload())));
            }
            return new Contents(
                    stream.baseLsn(),
                    records,
                    area.readRestartArea().map(RestartArea::payload).map(Contents::bytes),
                    log.containers().list().size());
        }
    }

    private static byte[] bytes(ByteBuffer payload) {
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        return bytes;
    }

    /** Returns the last record of the keeper, if any. */
    Optional<byte[]> lastRestartArea() {
        return records.stream()
                .filter(record -> record.type() == RecordType.RESTART)
                .reduce((older, newer) -> newer)
                .map(Found::payload);
    }

    /** Returns a number that is the same for the same records at the same places, and hardly for others. */
    long digest() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Found record : records) {
                digest.update(ByteBuffer.allocate(12)
                        .putLong(record.lsn().value())
                        .putInt(record.type().ordinal())
                        .flip());
                digest.update(record.payload());
            }
            return ByteBuffer.wrap(digest.digest()).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
