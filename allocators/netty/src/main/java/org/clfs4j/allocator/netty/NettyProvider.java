package org.clfs4j.allocator.netty;

import aQute.bnd.annotation.Resolution;
import aQute.bnd.annotation.spi.ServiceProvider;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.Optional;
import java.util.Set;
import org.clfs4j.allocator.AllocatorProvider;
import org.clfs4j.allocator.BlockAllocator;
import org.clfs4j.allocator.BlockTrait;
import org.clfs4j.allocator.PoolType;
import org.osgi.service.component.annotations.Component;

/**
 * The allocator {@value #NAME}: the pool that Netty itself uses.
 *
 * @threading safe for concurrent use
 */
@ServiceProvider(value = AllocatorProvider.class, resolution = Resolution.OPTIONAL)
@Component(service = AllocatorProvider.class, property = "clfs.allocator=" + NettyProvider.NAME)
public final class NettyProvider implements AllocatorProvider {

    /** The name to ask for it. */
    public static final String NAME = "netty";

    /** All that ask for it share it; made when somebody does, since Netty may be missing. */
    private static final class Shared {
        static final NettyAllocator ALLOCATOR = new NettyAllocator(PooledByteBufAllocator.DEFAULT);
    }

    /** Creates the provider; called by {@link java.util.ServiceLoader}. */
    public NettyProvider() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "Netty's default pool";
    }

    @Override
    public Set<BlockTrait> promise(PoolType poolType) {
        return Set.of(poolType == PoolType.PAGED ? BlockTrait.HEAP : BlockTrait.DIRECT);
    }

    @Override
    public Optional<String> obstacle() {
        try {
            shared();
            return Optional.empty();
        } catch (LinkageError e) {
            return Optional.of("Netty is missing or does not work here (" + e
                    + "); put netty-buffer 4.1 or newer on the class path or module path");
        }
    }

    @Override
    public BlockAllocator allocator() {
        obstacle().ifPresent(what -> {
            throw new IllegalStateException(what);
        });
        return shared();
    }

    private static NettyAllocator shared() {
        return Shared.ALLOCATOR;
    }
}
