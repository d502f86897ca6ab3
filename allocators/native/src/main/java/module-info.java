/**
 * Block memory from native functions: of the system, of a library, or of the user.
 */
module org.clfs4j.allocator.foreign {
    requires static org.osgi.annotation.bundle;
    requires static org.osgi.annotation.versioning;
    requires static org.osgi.service.component.annotations;
    requires static biz.aQute.bnd.annotation;
    requires transitive org.clfs4j.allocator;

    exports org.clfs4j.allocator.foreign;

    provides org.clfs4j.allocator.AllocatorProvider with
            org.clfs4j.allocator.foreign.HugePagesProvider,
            org.clfs4j.allocator.foreign.HugetlbProvider,
            org.clfs4j.allocator.foreign.JemallocProvider,
            org.clfs4j.allocator.foreign.LockedProvider,
            org.clfs4j.allocator.foreign.MappedProvider,
            org.clfs4j.allocator.foreign.MimallocProvider,
            org.clfs4j.allocator.foreign.PosixMemalignProvider;
}
