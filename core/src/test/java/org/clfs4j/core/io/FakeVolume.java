package org.clfs4j.core.io;

/** A volume that says what it is told to say. */
record FakeVolume(long usableSpace, boolean readOnly) implements Volume {}
