package org.clfs4j.core.marshal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.clfs4j.LogKind;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.core.HeapStorage;
import org.clfs4j.core.baselog.BaseLogFile;
import org.clfs4j.core.baselog.Metadata;
import org.clfs4j.core.container.ContainerFile;
import org.clfs4j.core.container.ContainerTable;
import org.clfs4j.core.format.Place;
import org.clfs4j.core.io.LogClock;
import org.clfs4j.core.io.LogMemory;
import org.clfs4j.core.stream.LogState;
import org.clfs4j.core.stream.StreamState;

/** The writing end of a new log over memory, to be looked at from inside. */
final class WriterFixture {

    static final int SECTOR = 512;
    private static final int CONTAINER_SIZE = 512 << 10;

    final HeapStorage storage = new HeapStorage();
    final Failure failure = new Failure("wal");
    final LogWriter log;
    private final ContainerTable table = new ContainerTable(LogMemory.JVM);
    private final LogState state;

    WriterFixture(LogKind kind, Executor executor) throws IOException {
        List<ContainerFile> containers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            containers.add(ContainerFile.create(storage, "c" + i, i, CONTAINER_SIZE));
        }
        table.add(containers, CONTAINER_SIZE);
        BaseLogFile.create(storage, "wal");
        Metadata metadata = Metadata.first(new UUID(1, 2), 0, SECTOR, kind, Place.NONE);
        List<StreamState> streams = metadata.streams().stream()
                .map(entry -> new StreamState(entry, null, 0, Place.NONE, 0))
                .toList();
        state = new LogState(BaseLogFile.openNew(storage, LogMemory.JVM, "wal"), table, metadata, streams, 0, 0);
        log = new LogWriter(metadata, table, state, failure, executor, 0, null, 1 << 20);
    }

    /** A dedicated log without background work. */
    static WriterFixture dedicated() throws IOException {
        return new WriterFixture(LogKind.DEDICATED, task -> {});
    }

    /** Adds the one stream of a dedicated log, or a new one of a multiplexed log. */
    StreamWriter stream(String name) {
        boolean only = name.isEmpty() && !state.streams().isEmpty();
        return log.addStream(only ? state.onlyStream() : state.createStream(name), Place.NONE);
    }

    /** Creates an area of a stream with blocks of some bytes. */
    Area area(StreamWriter stream, int blockSize, int writeBlocks) {
        return area(
                stream,
                MarshallingAreaOptions.builder().blockSize(blockSize).maxWriteBlocks(writeBlocks).build());
    }

    Area area(StreamWriter stream, MarshallingAreaOptions options) {
        WriterSource source = new WriterSource(stream, LogClock.SYSTEM);
        return new Area(stream, new AreaReading(source, options, true, () -> {}), CONTAINER_SIZE);
    }

    /** Returns a record of some bytes, all zero. */
    static ByteBuffer record(int length) {
        return ByteBuffer.wrap(new byte[length]);
    }
}
