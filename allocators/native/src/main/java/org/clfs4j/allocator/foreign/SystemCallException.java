package org.clfs4j.allocator.foreign;

/** A system call has failed, or is bound to. */
final class SystemCallException extends Exception {

    static final int EPERM = 1;
    static final int EAGAIN = 11;
    static final int ENOMEM = 12;
    static final int EINVAL = 22;

    private static final long serialVersionUID = 1;

    /**
     * Creates the exception.
     *
     * @param call the call and its arguments, as words
     * @param error the value of {@code errno}
     */
    SystemCallException(String call, int error) {
        super(call + " failed with " + name(error));
    }

    /** Creates the exception for a call that would be in vain. */
    SystemCallException(String sentence) {
        super(sentence);
    }

    private static String name(int error) {
        return switch (error) {
            case EPERM -> "EPERM";
            case EAGAIN -> "EAGAIN";
            case ENOMEM -> "ENOMEM";
            case EINVAL -> "EINVAL";
            default -> "error " + error;
        };
    }
}
