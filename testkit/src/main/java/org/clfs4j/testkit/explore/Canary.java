package org.clfs4j.testkit.explore;

import java.io.IOException;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.clfs4j.core.io.Storage;
import org.clfs4j.core.io.StorageFile;

/**
 * Planted bugs: each makes any log behave as if it had one mistake that real logs had. The explorer must see every one of
 * them, or it sees nothing.
 *
 * @threading as the storage behind it
 */
public enum Canary implements UnaryOperator<Storage> {

    /** Files are never forced. */
    NO_FORCE(Canary::withoutForce),

    /** The directory is never forced, so that files may be lost with all that was forced in them. */
    NO_DIRECTORY_FORCE(Canary::withoutDirectoryForce),

    /** A force that fails is repeated, and the second one is believed. */
    FORCE_RETRIED(Canary::retryingForce),

    /** Blocks, container headers and metadata are read as if their checksums fitted. */
    NO_CHECKSUM(ChecksumForger::new),

    /** A force returns at once and is done before the next operation. */
    ACKNOWLEDGED_BEFORE_FORCE(BelatedForce::new);

    private final Function<Storage, Storage> disguise;

    Canary(Function<Storage, Storage> disguise) {
        this.disguise = disguise;
    }

    @Override
    public Storage apply(Storage storage) {
        return disguise.apply(storage);
    }

    private static Storage withoutForce(Storage real) {
        return new StorageDisguise(real) {
            @Override
            StorageFile wrap(StorageFile file) {
                return new File(file) {
                    @Override
                    public void force() {
                        // the bug
                    }
                };
            }
        };
    }

    private static Storage withoutDirectoryForce(Storage real) {
        return new StorageDisguise(real) {
            @Override
            public void forceDirectory() {
                // the bug
            }
        };
    }

    private static Storage retryingForce(Storage real) {
        return new StorageDisguise(real) {
            @Override
            StorageFile wrap(StorageFile file) {
                return new File(file) {
                    @Override
                    public void force() throws IOException {
                        try {
                            real.force();
                        } catch (IOException e) {
                            real.force(); // the bug
                        }
                    }
                };
            }
        };
    }
}
