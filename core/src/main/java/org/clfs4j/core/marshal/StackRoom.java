package org.clfs4j.core.marshal;

/**
 * Overflows the stack before something begins that must not be left half done, rather than in the middle of it.
 *
 * @threading safe for concurrent use
 */
final class StackRoom {

    /** More than writing a group needs, whether these calls and that are compiled or not. */
    private static final int CALLS = 400;

    private StackRoom() {}

    /** Returns if there is room for some deep calls; throws {@link StackOverflowError} if not. */
    static void require() {
        descend(CALLS);
    }

    private static int descend(int calls) {
        return calls == 0 ? 0 : 1 + descend(calls - 1);
    }
}
