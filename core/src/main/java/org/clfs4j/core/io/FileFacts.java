package org.clfs4j.core.io;

import java.time.Instant;
import java.util.Set;
import org.clfs4j.FileAttribute;

/**
 * What a file system keeps about a file beside its bytes.
 *
 * @threading immutable
 * @param created when it was created
 * @param accessed when it was last read, as exact as the file system keeps it
 * @param written when it was last written
 * @param attributes what else there is to say
 */
public record FileFacts(Instant created, Instant accessed, Instant written, Set<FileAttribute> attributes) {

    /** Stands for a file that nothing is told about. */
    public static final FileFacts UNKNOWN =
            new FileFacts(Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, Set.of());
}
