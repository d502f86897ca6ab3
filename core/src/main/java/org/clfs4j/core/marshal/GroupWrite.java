package org.clfs4j.core.marshal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.clfs4j.core.container.ContainerFile;
import org.clfs4j.core.io.LogMemory;

/**
 * The blocks of a group that go into one container, where they follow each other: collected, so that writing and forcing them can be
 * one call. Small ones are copied together, since many streams have one each.
 *
 * <pre>
 *   add, add, … ──writeDurably──▶ written and forced
 *        └─────────write────────▶ written, when copies take no more
 * </pre>
 *
 * @threading confined to the flush leader
 */
final class GroupWrite {

    /** The largest block that is copied, in bytes. */
    private static final int MAX_COPIED = 16 << 10;

    /** Bytes of all copies. */
    private static final int COPY_CAPACITY = 256 << 10;

    private final LogMemory memory;

    /** Blocks, and views of the copies. */
    private ByteBuffer[] pieces = new ByteBuffer[64];

    private int count;

    /** Where in the container the first piece goes. */
    private long offset;

    private long bytes;

    /** Made when it is first needed. */
    private ByteBuffer copies;

    /** Views of the copies, made once each. */
    private ByteBuffer[] views = new ByteBuffer[0];

    private int viewsInUse;

    /** The view that the next small block is copied behind, if the last piece is one. */
    private ByteBuffer open;

    /**
     * Creates an empty collection.
     *
     * @param memory where copies are made
     */
    GroupWrite(LogMemory memory) {
        this.memory = memory;
    }

    /**
     * Adds a block.
     *
     * @param block its bytes from position to limit, which stay as they are until they are written
     * @param blockOffset where it goes: right behind the one before
     * @param alone whether it is its group's only one, so that copying it gains nothing
     */
    void add(ContainerFile container, ByteBuffer block, long blockOffset, boolean alone) throws IOException {
        int length = block.remaining();
        boolean copied = !alone && length <= MAX_COPIED;
        if (copied && copies != null && copies.remaining() < length) {
            write(container);
        }
        if (count == 0) {
            offset = blockOffset;
        }
        if (offset + bytes != blockOffset) {
            throw new IllegalStateException("A block at " + blockOffset + " does not follow " + (offset + bytes));
        }
        if (copied) {
            copy(block);
        } else {
            open = null;
            addPiece(block);
        }
        bytes += length;
    }

    private void copy(ByteBuffer block) {
        if (copies == null) {
            copies = memory.io(COPY_CAPACITY);
        }
        if (open == null) {
            open = nextView();
            addPiece(open.clear().position(copies.position()).limit(copies.position()));
        }
        copies.put(block);
        open.limit(copies.position());
    }

    private ByteBuffer nextView() {
        if (viewsInUse == views.length) {
            views = Arrays.copyOf(views, views.length + 1);
            views[viewsInUse] = copies.duplicate();
        }
        viewsInUse++;
        return views[viewsInUse - 1];
    }

    private void addPiece(ByteBuffer piece) {
        if (count == pieces.length) {
            pieces = Arrays.copyOf(pieces, 2 * count);
        }
        pieces[count] = piece;
        count++;
    }

    /** Writes what was added; not forced. */
    void write(ContainerFile container) throws IOException {
        long at = offset;
        for (int i = 0; i < count; i++) {
            int length = pieces[i].remaining();
            container.write(pieces[i], at);
            at += length;
        }
        clear();
    }

    /** Writes what was added, and makes all that was written into the container durable. */
    void writeDurably(ContainerFile container) throws IOException {
        if (count == 0) {
            container.force();
        } else {
            container.writeDurably(pieces, count, offset);
        }
        clear();
    }

    /** Forgets what was added. */
    void clear() {
        Arrays.fill(pieces, 0, count, null);
        count = 0;
        bytes = 0;
        open = null;
        viewsInUse = 0;
        if (copies != null) {
            copies.clear();
        }
    }
}
