package org.clfs4j.core;

import java.io.Closeable;
import java.io.IOException;

/** Closes several things, all of them, whatever happens. */
final class Closing {

    private Closing() {}

    /** Closes in order; the first failure is thrown at the end. */
    static void all(Closeable... closeables) throws IOException {
        IOException failure = null;
        for (Closeable closeable : closeables) {
            try {
                if (closeable != null) {
                    closeable.close();
                }
            } catch (IOException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Closes in order after another failure, to which further ones are added. */
    static void quietly(Throwable cause, Closeable... closeables) {
        try {
            all(closeables);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }
}
