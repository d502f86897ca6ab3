/**
 * The clfs tool.
 *
 * <p>Knows the API only; the log provider is found at run time.
 */
module org.clfs4j.cli {
    requires org.clfs4j.api;
    requires info.picocli;
    requires me.tongfei.progressbar;
}
