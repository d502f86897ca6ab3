package org.clfs4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.clfs4j.Access;
import org.clfs4j.Append;
import org.clfs4j.Lsn;
import org.clfs4j.OpenOptions;
import org.clfs4j.ReadContext;
import org.clfs4j.ReadMode;
import org.clfs4j.error.LogDamagedException;
import org.clfs4j.error.LogException;
import org.clfs4j.inspect.LogInspector;
import org.clfs4j.inspect.ProgressListener;
import org.junit.jupiter.api.Test;

/**
 * Files spoilt at random: whatever they hold, there is a typed refusal or a log, and no record is read that was never
 * written.
 *
 * @threading tests of one instance run one after the other
 */
public abstract class CorruptionConformance extends LogConformance {

    private static final int ROUNDS = 30;

    private final Map<Lsn, String> written = new TreeMap<>();
    private final Map<String, byte[]> files = new HashMap<>();
    private int recordsRead;
    private int refusals;

    /** For subclasses. */
    protected CorruptionConformance() {}

    @Test
    void spoiltFilesGiveATypedRefusalOrRightRecords() throws Exception {
        writeTwoLaps();
        closeAll();
        keepFiles();
        Seeds.forEach(3, (seed, random) -> {
            for (int round = 0; round < ROUNDS; round++) {
                restoreFiles();
                for (int i = random.nextInt(3); i >= 0; i--) {
                    spoil(random);
                }
                inspectAll();
                readAll(OpenOptions.openExisting().access(Access.READ));
                readAll(OpenOptions.openExisting());
            }
        });
        assertThat(recordsRead).isGreaterThan(written.size());
        assertThat(refusals).isPositive();
    }

    /** Two laps, so that the containers also hold blocks that are no longer part of the log. */
    private void writeTwoLaps() throws Exception {
        create(3);
        Lsn firstOfContainer = Lsn.NULL;
        for (int i = 0; firstOfContainer.containerId() < 5; i++) {
            String text = i + "-".repeat(i * 61 % 3500);
            Lsn lsn = append(text, i % 9 == 0 ? Append.FORCE_FLUSH : Append.NONE);
            written.put(lsn, text);
            if (lsn.containerId() > firstOfContainer.containerId()) {
                stream.advanceBase(firstOfContainer);
                firstOfContainer = lsn;
            }
        }
        area.writeRestartArea(bytes("state"), Lsn.INVALID);
        written.put(stream.restartLsn().orElseThrow(), "state");
    }

    private void keepFiles() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            for (Path file : all.toList()) {
                files.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
    }

    private void restoreFiles() throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(directory.resolve(file.getKey()), file.getValue());
        }
    }

    /** Does one bad thing to one file. */
    private void spoil(Random random) throws IOException {
        List<String> names = files.keySet().stream()
                .filter(name -> !name.endsWith(".lock"))
                .sorted()
                .toList();
        Path file = directory.resolve(names.get(random.nextInt(names.size())));
        byte[] bytes = Files.readAllBytes(file);
        int at = place(bytes, random);
        int length = Math.min(bytes.length - at, 1 << random.nextInt(13));
        switch (random.nextInt(6)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> Arrays.fill(bytes, at, at + length, (byte) 0);
            case 2 -> Arrays.fill(bytes, at, at + length, (byte) 0xFF);
            case 3 -> random.ints(length).forEach(number -> bytes[at + Math.floorMod(number, length)] = (byte) number);
            case 4 -> {
                int from = random.nextInt(bytes.length - length + 1) & -512;
                System.arraycopy(bytes.clone(), from, bytes, at & -512, Math.min(length, bytes.length - (at & -512)));
            }
            default -> {
                Files.write(file, Arrays.copyOf(bytes, random.nextBoolean() ? at : bytes.length + length));
                return;
            }
        }
        Files.write(file, bytes);
    }

    /** Somewhere in a file, most often near the start of a slot or block, where the bytes mean most. */
    private static int place(byte[] bytes, Random random) {
        if (bytes.length == 0) {
            return 0;
        }
        int anywhere = random.nextInt(bytes.length);
        return switch (random.nextInt(3)) {
            case 0 -> anywhere;
            case 1 -> Math.min(bytes.length - 1, (anywhere & -512) + random.nextInt(80));
            default -> Math.min(bytes.length - 1, (anywhere & -(512 << 10)) + random.nextInt(160));
        };
    }

    private void inspectAll() throws IOException {
        try (LogInspector inspector = provider().inspect(name())) {
            assertThat(inspector.metadata()).isNotEmpty();
            CollectingVisitor visitor = new CollectingVisitor();
            inspector.blocks(Lsn.INVALID, Lsn.INVALID, visitor);
            assertThat(inspector.validate(ProgressListener.NONE).records()).isNotNegative();
        } catch (LogException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    private void readAll(OpenOptions options) throws Exception {
        try {
            open(options);
            area = area(SMALL_BLOCKS);
            readAround();
            if (options.access().contains(Access.WRITE)) {
                log.oldBlocksChecked().toCompletableFuture().get();
                Lsn lsn = flushed("after");
                assertThat(readAt(lsn)).isEqualTo("after");
            }
        } catch (LogException e) {
            refusals++;
            assertThat(e.getMessage()).isNotBlank();
        } finally {
            closeAll();
        }
    }

    private void readAround() throws IOException {
        try (ReadContext context = area.read(stream.baseLsn(), ReadMode.FORWARD)) {
            Lsn last = null;
            while (true) {
                try {
                    if (!context.next()) {
                        return;
                    }
                    assertThat(text(context.payload())).isEqualTo(written.get(context.lsn()));
                    assertThat(last == null || context.lsn().isGreater(last)).isTrue();
                    last = context.lsn();
                    recordsRead++;
                } catch (LogDamagedException e) {
                    assertThat(context.skipDamage()).isPositive();
                }
            }
        }
    }
}
