package org.clfs4j.testkit.model;

import static org.clfs4j.testkit.model.Difference.require;
import static org.clfs4j.testkit.model.Difference.requireEqual;
import static org.clfs4j.testkit.model.ModelledLog.current;

import java.util.Optional;
import org.clfs4j.Lsn;
import org.clfs4j.ReadContext;
import org.clfs4j.ReadMode;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;
import org.clfs4j.testkit.model.ModelledLog.OpenArea;

/**
 * Operations that read, each compared with what the model has.
 *
 * @threading not thread-safe
 */
final class ModelReads {

    private static final int LONGEST_READ = 40;

    private final ModelledLog at;

    ModelReads(ModelledLog at) {
        this.at = at;
    }

    void forward() throws LogException {
        ModelStream stream = at.anyStream();
        OpenArea own = at.random.nextBoolean() ? null : at.anyArea();
        boolean another = own == null || own.area().blockSize() < ModelledLog.WIDEST_BLOCK;
        OpenArea area = another ? at.openWideArea(stream) : own;
        ModelStream read = at.modelOf(area);
        try {
            int first = read.firstLive();
            int start = read.live() == 0 || at.random.nextInt(3) == 0 ? first : first + at.random.nextInt(read.live());
            Lsn from = start == first
                    ? at.real(read).baseLsn()
                    : read.records().get(start).lsn();
            at.tell("read %s from %s through area %d", read.name(), from, area.number());
            compare(area, read, start, from);
        } finally {
            if (another) {
                area.area().close();
            }
        }
    }

    private static void compare(OpenArea area, ModelStream read, int start, Lsn from) throws LogException {
        int index = start;
        int atLeast = read.visibleAtLeast(area.number());
        try (ReadContext context = area.area().read(from, ReadMode.FORWARD)) {
            while (index < start + LONGEST_READ && context.next()) {
                require(index < read.records().size(), "end of " + read.name(), "at index " + index, context.lsn());
                ModelStream.requireSame(read.records().get(index), current(context));
                index++;
            }
            require(
                    index >= Math.min(atLeast, start + LONGEST_READ),
                    "records of " + read.name() + " that area " + area.number() + " can read",
                    "at least " + atLeast,
                    index);
        } catch (LogException e) {
            boolean notVisible = e.status() == LogStatus.RECORD_NONEXISTENT && start >= atLeast;
            if (!notVisible) {
                throw e;
            }
        }
    }

    void chain() throws LogException {
        ModelStream stream = at.anyStream();
        int visible = stream.visibleAtLeast(ModelRecord.NO_AREA) - stream.firstLive();
        if (visible <= 0) {
            return;
        }
        ModelRecord expected = stream.records().get(stream.firstLive() + at.random.nextInt(visible));
        ReadMode mode = at.random.nextBoolean() ? ReadMode.PREVIOUS : ReadMode.UNDO_NEXT;
        at.tell("read %s by %s from %s", stream.name(), mode, expected.lsn());
        OpenArea area = at.openWideArea(stream);
        try (ReadContext context = area.area().read(expected.lsn(), mode)) {
            while (context.next()) {
                ModelStream.requireSame(expected, current(context));
                Lsn link = mode == ReadMode.PREVIOUS ? expected.previous() : expected.undoNext();
                Optional<ModelRecord> next = link.isInvalid() ? Optional.empty() : stream.live(link);
                if (next.isEmpty()) {
                    require(!context.next(), "end of a chain behind " + expected.lsn(), "none", "a record");
                    requireEqual(
                            "why a chain ends",
                            link.isInvalid() ? LogStatus.END_OF_FILE : LogStatus.START_OF_LOG,
                            context.end().orElseThrow());
                    return;
                }
                expected = next.get();
            }
            throw new Difference("The chain ends before " + expected.lsn());
        } finally {
            area.area().close();
        }
    }

    void restartAreas() throws LogException {
        ModelStream stream = at.anyStream();
        at.tell("read restart areas of %s", stream.name());
        OpenArea area = at.openWideArea(stream);
        try {
            Optional<ReadContext> found = area.area().readRestartAreas();
            requireEqual("whether there is a restart area", stream.restart().isPresent(), found.isPresent());
            if (found.isPresent()) {
                try (ReadContext context = found.get()) {
                    Optional<ModelRecord> expected = stream.restart();
                    while (expected.isPresent()) {
                        ModelStream.requireSame(expected.get(), current(context));
                        expected = stream.live(expected.get().previous());
                        requireEqual("a further restart area", expected.isPresent(), context.previousRestartArea());
                    }
                }
            }
        } finally {
            area.area().close();
        }
    }
}
