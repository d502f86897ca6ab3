package org.clfs4j.testkit.explore;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;
import org.clfs4j.core.io.Storage;
import org.clfs4j.core.io.StorageFile;

/** Forces a file only when the next operation comes: what was acknowledged in between may be lost. */
final class BelatedForce extends StorageDisguise {

    private StorageFile owed;

    BelatedForce(Storage real) {
        super(real);
    }

    private synchronized void catchUp() throws IOException {
        StorageFile file = owed;
        owed = null;
        if (file != null) {
            file.force();
        }
    }

    private synchronized void owe(StorageFile file) throws IOException {
        catchUp();
        owed = file;
    }

    @Override
    StorageFile wrap(StorageFile file) {
        return new File(file) {
            @Override
            public void write(ByteBuffer source, long position) throws IOException {
                catchUp();
                super.write(source, position);
            }

            @Override
            public void force() throws IOException {
                owe(real);
            }

            @Override
            public void close() throws IOException {
                catchUp();
                super.close();
            }
        };
    }

    @Override
    public StorageFile create(String name, long size) throws IOException {
        catchUp();
        return super.create(name, size);
    }

    @Override
    public StorageFile open(String name, boolean writable) throws IOException {
        catchUp();
        return super.open(name, writable);
    }

    @Override
    public void delete(String name) throws IOException {
        catchUp();
        super.delete(name);
    }

    @Override
    public void forceDirectory() throws IOException {
        catchUp();
        super.forceDirectory();
    }

    @Override
    public Closeable lock(String name) throws IOException {
        catchUp();
        return super.lock(name);
    }

    @Override
    public Set<String> list() throws IOException {
        catchUp();
        return super.list();
    }
}
