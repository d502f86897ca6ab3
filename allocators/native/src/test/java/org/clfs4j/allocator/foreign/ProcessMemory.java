package org.clfs4j.allocator.foreign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What Linux says of the memory of this process. */
final class ProcessMemory {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path MAPPINGS = Path.of("/proc/self/smaps");

    private ProcessMemory() {}

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns how many bytes are locked. */
    static long locked() {
        return lines(STATUS).stream()
                .filter(line -> line.startsWith("VmLck:"))
                .mapToLong(line -> bytes(line.substring("VmLck:".length())))
                .findFirst()
                .orElseThrow();
    }

    /** Returns what is said of the mapping that a direct block lies in: each line's name, and what is behind the colon. */
    static Map<String, String> mapping(ByteBuffer block) {
        long address = MemorySegment.ofBuffer(block.duplicate().clear()).address();
        Map<String, String> said = new HashMap<>();
        boolean inside = false;
        for (String line : lines(MAPPINGS)) {
            if (line.matches("[0-9a-f]+-[0-9a-f]+ .*")) {
                String[] bounds = line.substring(0, line.indexOf(' ')).split("-");
                inside = Long.compareUnsigned(Long.parseUnsignedLong(bounds[0], 16), address) <= 0
                        && Long.compareUnsigned(address, Long.parseUnsignedLong(bounds[1], 16)) < 0;
            } else if (inside) {
                int colon = line.indexOf(':');
                said.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        }
        return said;
    }

    /** Reads an amount such as {@code 2048 kB}. */
    static long bytes(String amount) {
        return Long.parseLong(amount.replace("kB", "").strip()) << 10;
    }
}
