package org.clfs4j.testkit.explore;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;
import org.clfs4j.core.io.FileFacts;
import org.clfs4j.core.io.Storage;
import org.clfs4j.core.io.StorageFile;

/**
 * Storage that hands everything on; subclasses change what they are about.
 *
 * @threading as the storage behind it
 */
abstract class StorageDisguise implements Storage {

    final Storage real;

    StorageDisguise(Storage real) {
        this.real = real;
    }

    /** Wraps a file that was created or opened. */
    StorageFile wrap(StorageFile file) {
        return file;
    }

    @Override
    public String identity() {
        return real.identity();
    }

    @Override
    public boolean exists(String name) throws IOException {
        return real.exists(name);
    }

    @Override
    public Set<String> list() throws IOException {
        return real.list();
    }

    @Override
    public FileFacts facts(String name) throws IOException {
        return real.facts(name);
    }

    @Override
    public StorageFile create(String name, long size) throws IOException {
        return wrap(real.create(name, size));
    }

    @Override
    public StorageFile open(String name, boolean writable) throws IOException {
        return wrap(real.open(name, writable));
    }

    @Override
    public void delete(String name) throws IOException {
        real.delete(name);
    }

    @Override
    public void forceDirectory() throws IOException {
        real.forceDirectory();
    }

    @Override
    public Closeable lock(String name) throws IOException {
        return real.lock(name);
    }

    /** A file that hands everything on. */
    abstract static class File implements StorageFile {

        final StorageFile real;

        File(StorageFile real) {
            this.real = real;
        }

        @Override
        public String name() {
            return real.name();
        }

        @Override
        public long size() throws IOException {
            return real.size();
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return real.read(target, position);
        }

        @Override
        public void write(ByteBuffer source, long position) throws IOException {
            real.write(source, position);
        }

        @Override
        public void force() throws IOException {
            real.force();
        }

        @Override
        public void close() throws IOException {
            real.close();
        }
    }
}
