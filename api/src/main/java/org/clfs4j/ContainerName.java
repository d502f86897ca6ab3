package org.clfs4j;

import java.util.Objects;
import java.util.Optional;
import org.clfs4j.error.LogStatus;

/**
 * The full path of a container, perhaps cut off because it was asked for with a limit.
 *
 * <p>Source: <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-clfsgetcontainername">ClfsGetContainerName</a>.
 *
 * @threading immutable
 * @param text the path or its beginning
 * @param actualLength characters of the whole path
 */
public record ContainerName(String text, int actualLength) {

    /** Checks that the text is not longer than the whole. */
    public ContainerName {
        Objects.requireNonNull(text, "text");
        if (actualLength < text.length()) {
            throw new IllegalArgumentException(
                    "a path of " + actualLength + " characters cannot begin with " + text.length());
        }
    }

    /**
     * Tells whether the path was cut off.
     *
     * @return whether {@link #text()} is not all of it
     */
    public boolean truncated() {
        return text.length() < actualLength;
    }

    /**
     * Returns what CLFS's call would have ended with.
     *
     * @return {@link LogStatus#BUFFER_OVERFLOW} if the path was cut off, else empty
     */
    public Optional<LogStatus> status() {
        return truncated() ? Optional.of(LogStatus.BUFFER_OVERFLOW) : Optional.empty();
    }
}
