package org.clfs4j;

/**
 * A place where bytes of the log are not what was written.
 *
 * @threading immutable
 * @param file the name of the file
 * @param offset the first damaged byte range's offset in the file, in bytes
 * @param from the LSN of the first record that may be lost, or {@link Lsn#INVALID} if no record is concerned
 * @param upTo the LSN of the first record behind the damage that is intact again, or {@link Lsn#INVALID}
 * @param reason what was expected and what was found
 */
public record Damage(String file, long offset, Lsn from, Lsn upTo, String reason) {

    /**
     * Writes the damage as one sentence.
     *
     * @return file, offset, LSN range if records are concerned, and reason
     */
    @Override
    public String toString() {
        String lsns = from.isInvalid() ? "" : ", LSN " + from + " up to " + upTo;
        return "damage in " + file + " at offset " + offset + lsns + ": " + reason;
    }
}
