package org.clfs4j.core.recovery;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.clfs4j.core.container.BlockChain;
import org.clfs4j.core.container.BlockChain.Step;
import org.clfs4j.core.container.BlockWindow;
import org.clfs4j.core.container.ContainerFile;
import org.clfs4j.core.container.ContainerTable;
import org.clfs4j.core.format.Checksum;
import org.clfs4j.core.format.Place;

/**
 * Makes the blocks durable that recovery found but nobody ever forced.
 *
 * <p>They may exist in the operating system's memory only: because the process died before its force, or, worse, because
 * its force failed, after which the system counts the pages as clean and a further force would do nothing. So the same
 * bytes are written again to the same places, and then forced. A crash in between changes nothing.
 */
public final class TailRewrite {

    private TailRewrite() {}

    /**
     * Writes and forces the blocks from the bound that is known to be durable to the end.
     *
     * @param epoch the newest epoch that recovery found, which all these blocks have: an opening makes durable what it finds
     *     before it writes anything. Another block in their way was left over from before a cut
     */
    public static void run(
            ContainerTable table, Checksum checksum, int sectorSize, long epoch, long knownDurable, long end)
            throws IOException {
        if (!Place.less(knownDurable, end)) {
            return;
        }
        try (BlockWindow window = BlockWindow.growing(table, checksum, sectorSize)) {
            run(table, new BlockChain(table, window), epoch, knownDurable, end);
        }
    }

    private static void run(ContainerTable table, BlockChain chain, long epoch, long knownDurable, long end)
            throws IOException {
        BlockWindow window = chain.window();
        chain.cut(knownDurable, epoch);
        chain.lose(knownDurable);
        ContainerFile forced = null;
        while (Place.less(chain.place(), end)) {
            if (chain.next(Place.NONE) != Step.BLOCK) {
                long nextContainer = Place.of(Place.container(chain.place()) + 1, 0);
                if (chain.lastChecksumKnown() || !Place.less(nextContainer, end)) {
                    throw new IOException("A block that was intact a moment ago is not any more: " + chain.reason());
                }
                chain.lose(nextContainer);
                continue;
            }
            ContainerFile container = table.find(Place.container(chain.blockPlace()));
            if (forced != null && forced != container) {
                forced.force();
            }
            forced = container;
            ByteBuffer block = window.memory().limit(window.block() + window.length()).position(window.block());
            container.write(block, Place.offset(chain.blockPlace()));
            window.memory().clear();
        }
        if (forced != null) {
            forced.force();
        }
    }
}
