package org.clfs4j.testkit;

import java.util.Optional;
import org.clfs4j.Append;
import org.clfs4j.LogFile;
import org.clfs4j.LogStream;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;
import org.clfs4j.ReadContext;
import org.clfs4j.error.LogStatus;

/** The life of a read context, of whatever mode. */
abstract class ContextLife extends LifeCycleSubject {

    private final RecordingAllocator allocator = new RecordingAllocator();
    LogStream stream;
    MarshallingArea area;
    ReadContext context;

    ContextLife(CrashableStorage storage) {
        super(storage);
    }

    final void openLog() throws Exception {
        LogFile log = track(provider().open(name(), OpenOptions.createNew()));
        log.containers().add(2, CONTAINER);
        stream = track(log.stream());
        area = track(stream.createMarshallingArea(
                MarshallingAreaOptions.builder().blockSize(4096).allocator(allocator).build()));
    }

    final Lsn append(Append options) throws Exception {
        return area.append(bytes("record"), options);
    }

    final boolean hasCurrent() {
        try {
            return context.lsn().isValid();
        } catch (IllegalStateException e) {
            return false;
        }
    }

    /** Tells the state of a context that is open, by what it says of its last call. */
    final String position() {
        return hasCurrent()
                ? "at a record"
                : context.end().map(ContextLife::position).orElse("before the first");
    }

    private static String position(LogStatus end) {
        return end == LogStatus.END_OF_FILE ? "at the end" : "at the start";
    }

    @Override
    String state() throws Exception {
        String position = position();
        Optional<LogStatus> moving = refusal(() -> context.next());
        if (!moving.equals(Optional.of(LogStatus.READ_CONTEXT_INVALID))) {
            return position;
        }
        boolean holdsItsBlock = isRefused(LogStatus.INVALID_HANDLE, area::flush) && allocator.live() > 0;
        return !holdsItsBlock ? "closed" : hasCurrent() ? "left at a record" : "left";
    }
}
