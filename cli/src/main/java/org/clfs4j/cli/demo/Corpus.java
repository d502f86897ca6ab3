package org.clfs4j.cli.demo;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.clfs4j.cli.record.LineSource;
import org.clfs4j.cli.record.RecordSource;

/**
 * The lines that the producers append, and which line goes into which record.
 *
 * @threading immutable
 */
final class Corpus {

    /** A line must fit into one small block beside its tag; what is longer is cut. */
    private static final int LONGEST = 4 << 10;

    private final byte[][] lines;

    private Corpus(List<byte[]> lines) {
        this.lines = lines.toArray(byte[][]::new);
    }

    /** Reads all lines of some files. */
    static Corpus ofFiles(List<Path> files) throws IOException {
        List<byte[]> lines = new ArrayList<>();
        for (Path file : files) {
            try (var input = Files.newByteChannel(file)) {
                RecordSource source = new LineSource(input, Integer.MAX_VALUE);
                for (ByteBuffer line = source.next(); line != null; line = source.next()) {
                    byte[] bytes = new byte[Math.min(line.remaining(), LONGEST)];
                    line.get(bytes);
                    lines.add(bytes);
                }
            }
        }
        return new Corpus(lines);
    }

    /** Reads what {@link #save} wrote; the files themselves may have changed meanwhile. */
    static Corpus load(Path file) throws IOException {
        try (var input = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            int count = input.readInt();
            List<byte[]> lines = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                lines.add(input.readNBytes(input.readInt()));
            }
            return new Corpus(lines);
        }
    }

    void save(Path file) throws IOException {
        try (var output = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            output.writeInt(lines.length);
            for (byte[] line : lines) {
                output.writeInt(line.length);
                output.write(line);
            }
        }
    }

    int size() {
        return lines.length;
    }

    /** The line that belongs into a record; each producer starts somewhere else. */
    byte[] line(Tag tag) {
        long start = (long) tag.producer() * (lines.length / 7 + 1) + tag.round();
        return lines[(int) Math.floorMod(start + tag.sequence(), (long) lines.length)];
    }
}
