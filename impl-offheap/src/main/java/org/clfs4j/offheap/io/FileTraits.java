package org.clfs4j.offheap.io;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/**
 * What the system says of a file.
 *
 * @param type the kind of file, one of the constants
 * @param device the device that it is on
 * @param inode its number there
 * @param direct what direct I/O has to be aligned to; empty if the system does not say
 */
record FileTraits(int type, long device, long inode, Optional<DirectAlignment> direct) {

    static final int REGULAR = 0x8000;
    static final int DIRECTORY = 0x4000;
    static final int SYMBOLIC_LINK = 0xA000;

    private static final int TYPE_MASK = 0xF000;

    private static final int STATX_BASIC_STATS = 0x7FF;
    private static final int STATX_DIOALIGN = 0x2000;

    private static final long STRUCT_SIZE = 256;
    private static final long MASK = 0;
    private static final long MODE = 28;
    private static final long INODE = 32;
    private static final long DEVICE = 136;
    private static final long DIRECT_MEMORY_ALIGNMENT = 152;
    private static final long DIRECT_OFFSET_ALIGNMENT = 156;

    /** What came of asking: the traits, or a negative error number. */
    record Answer(long result, FileTraits traits) {}

    /** Asks for an open file. */
    static Answer of(CallFrame frame, int descriptor, Arena arena) {
        return ask(frame, descriptor, arena.allocateFrom(""), SystemCalls.AT_EMPTY_PATH, arena);
    }

    /** Asks for what has a path, be it a symbolic link. */
    static Answer of(CallFrame frame, MemorySegment path, Arena arena) {
        return ask(frame, SystemCalls.AT_FDCWD, path, SystemCalls.AT_SYMLINK_NOFOLLOW, arena);
    }

    private static Answer ask(CallFrame frame, int descriptor, MemorySegment path, int flags, Arena arena) {
        MemorySegment facts = arena.allocate(STRUCT_SIZE, Long.BYTES);
        int result = SystemCalls.statx(frame, descriptor, path, flags, STATX_BASIC_STATS | STATX_DIOALIGN, facts);
        return new Answer(result, result < 0 ? null : read(facts));
    }

    private static FileTraits read(MemorySegment facts) {
        boolean said = (facts.get(ValueLayout.JAVA_INT, MASK) & STATX_DIOALIGN) != 0;
        return new FileTraits(
                facts.get(ValueLayout.JAVA_SHORT, MODE) & TYPE_MASK,
                facts.get(ValueLayout.JAVA_LONG, DEVICE),
                facts.get(ValueLayout.JAVA_LONG, INODE),
                said
                        ? Optional.of(new DirectAlignment(
                                facts.get(ValueLayout.JAVA_INT, DIRECT_MEMORY_ALIGNMENT),
                                facts.get(ValueLayout.JAVA_INT, DIRECT_OFFSET_ALIGNMENT)))
                        : Optional.empty());
    }

    /** Tells whether two names or descriptors mean the same file. */
    boolean same(FileTraits other) {
        return device == other.device && inode == other.inode;
    }

    /** Says what a file is that is not regular. */
    String typeText() {
        return switch (type) {
            case SYMBOLIC_LINK -> "a symbolic link";
            case DIRECTORY -> "a directory";
            default -> "a pipe, socket or device";
        };
    }
}
