package org.clfs4j.testkit.sim;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.clfs4j.testkit.sim.SimOperation.FailedForce;
import org.clfs4j.testkit.sim.Unforced.Kind;

/**
 * Everything that was done to a disk and not settled by a force, and what a force does about it, whether it succeeds or not.
 *
 * @threading not thread-safe
 */
final class PendingChanges {

    private final List<Pending> changes = new ArrayList<>();
    private int settled;

    void add(Pending change) {
        changes.add(change);
    }

    /** Returns them in the order in which they were done. */
    List<Pending> list() {
        return Collections.unmodifiableList(changes);
    }

    /** Returns the number of the last operation that settled something; 0 if there was none. */
    int settled() {
        return settled;
    }

    /** Makes a file's bytes and size durable, but for those a force of which has failed before. */
    void force(SimInode file, int operation) {
        boolean doubts = false;
        for (Iterator<Pending> all = changes.iterator(); all.hasNext(); ) {
            Pending next = all.next();
            if (next.file != file || next.concernsName()) {
                continue;
            }
            if (next.doubtful) {
                doubts = true;
                continue;
            }
            all.remove();
            settled = operation;
            if (next.kind == Kind.WRITE) {
                next.writeWholly(file.durable);
                settleDoubts(file, next);
            }
        }
        if (!doubts) {
            file.durable = file.cached.fork();
        }
    }

    private void settleDoubts(SimInode file, Pending durableNow) {
        for (Pending other : changes) {
            if (other.file == file && other.kind == Kind.WRITE && other.doubtful) {
                other.replacedBy(durableNow);
            }
        }
    }

    /** Counts a file's bytes and size as clean, and lets the cache forget them if that is part of the failure. */
    void failForce(SimInode file, FailedForce failed, int operation) {
        int number = 0;
        for (Iterator<Pending> all = changes.iterator(); all.hasNext(); number++) {
            Pending next = all.next();
            if (next.file != file || next.concernsName()) {
                continue;
            }
            next.doubtful = true;
            if (failed.evicted() && next.kind == Kind.WRITE) {
                PowerCut cut = PowerCut.seeded(Mix.of(failed.seed(), number), 1);
                next.writeWhatSurvives(file.durable, 0, cut);
                all.remove();
            }
        }
        if (failed.evicted()) {
            settled = operation;
            file.cached = file.durable.fork();
        }
    }

    /** Makes names durable, but for those a force of which has failed before. */
    void forceDirectory(Map<String, SimInode> durableNames, int operation) {
        List<Pending> settling = changes.stream()
                .filter(change -> change.concernsName() && !change.doubtful)
                .toList();
        for (Pending change : settling) {
            settled = operation;
            change.renameIn(durableNames, change.file);
            changes.removeIf(other -> other.concernsName()
                    && other.name.equals(change.name)
                    && other.operation <= change.operation);
        }
    }

    void failForceDirectory() {
        changes.stream().filter(Pending::concernsName).forEach(change -> change.doubtful = true);
    }
}
