module asker {
    requires org.clfs4j.allocator;
}
