/**
 * The {@code clfs} command-line tool.
 *
 * <p>It compiles against the contracts only and finds the implementation at run time, as any program does.
 */
@SuppressWarnings("module") // the friend is compiled after this module
module org.clfs4j.cli {
    requires com.fasterxml.jackson.core;
    requires info.picocli;
    requires java.logging;
    requires jdk.management;
    requires jdk.unsupported;
    requires me.tongfei.progressbar;
    requires org.clfs4j.api;
    requires org.clfs4j.json;
    requires static org.osgi.annotation.bundle;
    requires static org.osgi.annotation.versioning;

    exports org.clfs4j.cli to
            org.clfs4j.osgi.gogo;
    exports org.clfs4j.cli.console to
            org.clfs4j.osgi.gogo;

    opens org.clfs4j.cli to
            info.picocli;
}
