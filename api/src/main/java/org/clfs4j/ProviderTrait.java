package org.clfs4j;

/**
 * Something that a log provider does for the logs of a directory, and that the portable one need not do.
 *
 * @threading immutable
 */
public enum ProviderTrait {
    /** Blocks and tables lie outside the Java heap and are free as soon as their area or log is closed. */
    PROMPT_RELEASE("prompt release"),

    /** Blocks go to the device around the system's cache, so that a log pushes no other files out of it. */
    DIRECT_IO("direct I/O"),

    /** A group of blocks is written and made durable by one system call, without a force behind it. */
    DURABLE_WRITES("durable writes"),

    /** A record can be read as a memory segment that is a view of its block and ends with its turn. */
    MEMORY_SEGMENTS("memory segments");

    private final String text;

    ProviderTrait(String text) {
        this.text = text;
    }

    /** Returns the words that documents and tools use for it. */
    @Override
    public String toString() {
        return text;
    }
}
