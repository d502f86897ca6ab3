/**
 * Files by the system calls of Linux.
 *
 * <pre>
 *   SystemStorage ──▶ FileStorage: names, lists, locks
 *        │                └─ opens with ─▶ SystemFiles ──▶ SystemFile ──▶ SystemCalls ──▶ libc
 *        └── where that cannot be ──▶ FileStorage on java.nio channels
 * </pre>
 *
 * <p>Knows: descriptors, alignment, error numbers. Deliberately does not know blocks, logs, or who calls.
 */
package org.clfs4j.offheap.io;
