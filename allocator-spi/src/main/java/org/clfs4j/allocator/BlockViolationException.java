package org.clfs4j.allocator;

/**
 * A {@link CheckingAllocator} has found that an allocator, or one who uses it, breaks the contract of the pair.
 *
 * <p>The message is one sentence. The cause, if there is one, was made where the block was handed out.
 *
 * @threading immutable
 */
public final class BlockViolationException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    BlockViolationException(String message, Throwable handedOut) {
        super(message, handedOut);
    }
}
