package org.clfs4j.testkit;

/**
 * One testable statement about CLFS.
 *
 * @threading immutable
 * @param id its group's letter and its number, such as {@code L1}
 * @param mark how it is known: {@code D} documented, {@code I} inferred, {@code E} observed, {@code X} documented with a
 *     page that says otherwise, {@code ?} decided by us
 * @param scope the part of CLFS that it belongs to
 * @param when what is done, or the state that a log is in
 * @param then what is seen
 */
public record Statement(String id, String mark, Scope scope, String when, String then) {

    /** The parts of CLFS. */
    public enum Scope {
        /** What CLFS does for whoever writes and reads a log. */
        CONTRACT,
        /** Policies, growing and shrinking, clients that are asked to move their tail. */
        MANAGEMENT,
        /** Archiving: sessions, and containers that wait for them. */
        ARCHIVE
    }
}
