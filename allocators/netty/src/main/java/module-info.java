/**
 * Block memory from Netty's pools.
 */
module org.clfs4j.allocator.netty {
    requires static org.osgi.annotation.bundle;
    requires static org.osgi.annotation.versioning;
    requires static org.osgi.service.component.annotations;
    requires static biz.aQute.bnd.annotation;
    requires transitive org.clfs4j.allocator;
    requires transitive io.netty.buffer;

    exports org.clfs4j.allocator.netty;

    provides org.clfs4j.allocator.AllocatorProvider with
            org.clfs4j.allocator.netty.NettyProvider;
}
