/**
 * The {@code clfs} command-line tool.
 *
 * <p>It compiles against the contracts only and finds the implementation at run time, as any program does.
 */
module org.clfs4j.cli {
    requires com.fasterxml.jackson.core;
    requires info.picocli;
    requires java.logging;
    requires jdk.management;
    requires jdk.unsupported;
    requires me.tongfei.progressbar;
    requires org.clfs4j.api;

    opens org.clfs4j.cli to
            info.picocli;
}
