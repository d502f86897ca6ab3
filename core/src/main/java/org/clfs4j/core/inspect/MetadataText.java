package org.clfs4j.core.inspect;

import java.util.ArrayList;
import java.util.List;
import org.clfs4j.Lsn;
import org.clfs4j.core.baselog.Metadata;
import org.clfs4j.core.baselog.Metadata.ContainerEntry;
import org.clfs4j.core.baselog.Metadata.Removal;
import org.clfs4j.core.baselog.Metadata.StreamEntry;
import org.clfs4j.core.baselog.SlotReading;
import org.clfs4j.core.container.ContainerFile;
import org.clfs4j.core.format.MetadataFormat;

/** Metadata as lines to read. */
final class MetadataText {

    private MetadataText() {}

    static String slot(String file, int index, SlotReading slot) {
        return "metadata slot " + index + " (" + file + ", offset " + (long) index * MetadataFormat.SLOT_SIZE + "): "
                + slot.metadata()
                        .map(metadata -> "intact, dump count " + metadata.dumpCount())
                        .orElse(slot.state() + ", " + slot.reason());
    }

    static List<String> details(Metadata metadata) {
        List<String> lines = new ArrayList<>();
        lines.add("log " + metadata.identity() + ", " + metadata.kind() + ", sector size " + metadata.sectorSize()
                + ", epoch " + metadata.epoch() + (metadata.closed() ? ", closed" : ", not closed")
                + ", durable up to at least " + Lsn.of(metadata.durableUpTo()));
        for (StreamEntry stream : metadata.streams()) {
            lines.add("stream " + stream.id() + name(stream) + ": base " + Lsn.of(stream.baseLsn()) + ", restart area "
                    + Lsn.of(stream.restartLsn()));
        }
        for (ContainerEntry container : metadata.containers()) {
            lines.add("container " + container.physicalId() + " (" + container.fileName() + "): "
                    + logicalId(container.logicalId()) + ", " + metadata.containerSize() + " bytes"
                    + removal(container.removal()));
        }
        return lines;
    }

    static String container(ContainerFile file) {
        return "header of " + file.fileName() + ": " + logicalId(file.logicalId());
    }

    private static String name(StreamEntry stream) {
        return stream.name().isEmpty() ? "" : " \"" + stream.name() + "\"";
    }

    private static String removal(Removal removal) {
        return switch (removal) {
            case NONE -> "";
            case PENDING -> ", to be deleted as soon as nothing needs it";
            case DELETING -> ", removed, its file is being deleted";
        };
    }

    private static String logicalId(long id) {
        return id == ContainerEntry.NEVER_USED ? "never used" : "logical id " + id;
    }
}
