package org.clfs4j.testkit.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.clfs4j.testkit.sim.PowerCut.Fate;

/**
 * What a power cut leaves of a disk: first the bytes, in the order in which they reached the disk, then the names and the
 * sizes.
 */
final class Survivors {

    private final List<SimInode> files = new ArrayList<>();
    private final Map<String, SimInode> names = new TreeMap<>();
    private final long[] sizes;
    private final List<Pending> pending;
    private final PowerCut cut;

    /** Tells what survives of everything that is pending, so that equal disks can be told. */
    private long kept;

    Survivors(List<SimInode> files, Map<String, SimInode> durableNames, List<Pending> pending, PowerCut cut) {
        this.pending = pending;
        this.cut = cut;
        this.sizes = new long[files.size()];
        for (SimInode file : files) {
            this.files.add(new SimInode(file.number, file.durable.fork()));
            sizes[file.number] = file.size();
        }
        durableNames.forEach((name, file) -> names.put(name, this.files.get(file.number)));
    }

    /** Makes the disk; the signature is of all that was durable before the cut. */
    SimDisk disk(long signature) {
        kept = signature;
        int count = pending.size();
        int[] order = cut.order(count);
        for (int i = 0; i < count; i++) {
            int number = order == null ? i : order[i];
            keepContent(pending.get(number), number);
        }
        for (int number = 0; number < count; number++) {
            keepName(pending.get(number), number);
        }
        for (SimInode file : files) {
            if (sizes[file.number] != file.durable.size()) {
                file.durable = file.durable.resized(sizes[file.number]);
            }
            file.cached = file.durable.fork();
        }
        return new SimDisk(files, names, kept);
    }

    private void keepContent(Pending change, int number) {
        switch (change.kind) {
            case WRITE -> sign(change, change.writeWhatSurvives(files.get(change.file.number).durable, number, cut));
            case SIZE -> {
                long size = change.survivingSize(number, cut);
                sizes[change.file.number] = size;
                sign(change, size);
            }
            case NAME, DELETION -> {}
        }
    }

    private void keepName(Pending change, int number) {
        if (change.concernsName() && cut.fate(number, change.describe()) == Fate.KEPT) {
            change.renameIn(names, files.get(change.file.number));
            sign(change, 1);
        }
    }

    private void sign(Pending change, long whatOfIt) {
        if (whatOfIt != 0) {
            kept = Mix.of(kept ^ whatOfIt, change.operation);
        }
    }
}
