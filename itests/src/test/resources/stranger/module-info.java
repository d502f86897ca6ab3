module stranger {
    requires org.clfs4j.api;
}
