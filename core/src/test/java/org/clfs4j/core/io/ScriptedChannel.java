package org.clfs4j.core.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/** A real channel whose positional reads and writes can be tampered with. */
class ScriptedChannel extends FileChannel {

    private final FileChannel real;

    ScriptedChannel(FileChannel real) {
        this.real = real;
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return real.read(target, position);
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
        return real.write(source, position);
    }

    @Override
    protected void implCloseChannel() throws IOException {
        real.close();
    }

    // What a storage file has no business with.

    @Override
    public int read(ByteBuffer target) {
        throw new AssertionError();
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) {
        throw new AssertionError();
    }

    @Override
    public int write(ByteBuffer source) {
        throw new AssertionError();
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) {
        throw new AssertionError();
    }

    @Override
    public long position() {
        throw new AssertionError();
    }

    @Override
    public FileChannel position(long position) {
        throw new AssertionError();
    }

    @Override
    public long size() {
        throw new AssertionError();
    }

    @Override
    public FileChannel truncate(long size) {
        throw new AssertionError();
    }

    @Override
    public void force(boolean metadata) {
        throw new AssertionError();
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) {
        throw new AssertionError();
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) {
        throw new AssertionError();
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) {
        throw new AssertionError();
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) {
        throw new AssertionError();
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) {
        throw new AssertionError();
    }
}
