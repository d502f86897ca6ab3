package asker;

import java.nio.ByteBuffer;
import org.clfs4j.allocator.AllocatorProvider;
import org.clfs4j.allocator.BlockAllocator;
import org.clfs4j.allocator.BlockAllocators;
import org.clfs4j.allocator.PoolTag;
import org.clfs4j.allocator.PoolType;

/** Takes a block from each allocator that works, and says which does and why another does not. */
public class Main {

    public static void main(String[] args) {
        for (AllocatorProvider provider : BlockAllocators.all()) {
            String how = provider.obstacle().map(what -> ": " + what).orElse(" works");
            if (how.equals(" works")) {
                BlockAllocator allocator = BlockAllocators.load(provider.name());
                ByteBuffer block = allocator.allocate(PoolType.NON_PAGED, 4096, 1, PoolTag.DEFAULT);
                block.put(4095, (byte) 1);
                allocator.free(block);
            }
            System.out.println(provider.name() + how);
        }
    }
}
