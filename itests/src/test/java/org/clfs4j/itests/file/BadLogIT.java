package org.clfs4j.itests.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.LogProvider;
import org.clfs4j.OpenOptions;
import org.clfs4j.itests.Tool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are no log, or not all of one: each command says so in one sentence and changes nothing. */
class BadLogIT {

    private static final int SLOT = 512 << 10;
    private static final int RECORDS = 700;
    private static final int DAMAGE = 1;
    private static final int CANNOT_OPEN = 3;

    @TempDir
    Path folder;

    private LogName name;
    private List<Path> containers;

    @BeforeEach
    void create() throws IOException {
        name = LogName.of(folder.resolve("log"));
        create(name);
        try (var files = Files.list(folder)) {
            containers = files.filter(file -> file.toString().contains("Container")).sorted().toList();
        }
    }

    private static void create(LogName name) throws IOException {
        try (LogFile log = LogProvider.load().open(name, OpenOptions.createNew())) {
            log.containers().add(3, 512 << 10);
            NumberedRecords.append(log, RECORDS);
        }
    }

    @Test
    void oneDamagedSlotOfTheBaseLogFileIsDamageToVerifyAndHarmsNothingElse() throws IOException, InterruptedException {
        Bytes.flip(name.baseLogFile(), 100, 1);
        Map<String, String> before = FileStates.of(folder);

        Tool.Run verify = Tool.run("verify", name.path());
        Tool.Run info = Tool.run("info", name.path());
        Tool.Run cat = Tool.run("cat", name.path());

        assertThat(verify.exitCode()).as(verify.out()).isEqualTo(DAMAGE);
        assertThat(verify.out()).contains("log.blf").doesNotContain("FFFFFFFF", "ffffffff");
        assertThat(info.exitCode()).isZero();
        assertThat(cat.exitCode()).isZero();
        assertThat(cat.err().lines()).singleElement().asString().contains("log.blf");
        assertThat(cat.out().lines()).hasSize(RECORDS);
        assertThat(FileStates.of(folder)).isEqualTo(before);
        assertThat(Tool.run("append", name.path()).exitCode()).isZero();
    }

    @Test
    void twoDamagedSlotsOfTheBaseLogFileAreDamage() throws IOException, InterruptedException {
        Bytes.flip(name.baseLogFile(), 100, 1);
        Bytes.flip(name.baseLogFile(), SLOT + 100, 1);

        refused(DAMAGE, "log.blf");
    }

    @Test
    void missingLogIsNotFound() throws IOException, InterruptedException {
        name = LogName.of(folder.resolve("other"));

        refused(CANNOT_OPEN, "other");
    }

    @Test
    void missingDirectoryIsNotFound() throws IOException, InterruptedException {
        name = LogName.of(folder.resolve("nowhere").resolve("log"));

        refused(CANNOT_OPEN, "nowhere");
    }

    @Test
    void fileThatIsNoLogIsRefused() throws IOException, InterruptedException {
        name = LogName.of(folder.resolve("other"));
        Files.writeString(name.baseLogFile(), "Dear Sir or Madam");

        refused(CANNOT_OPEN, "other.blf");
    }

    @Test
    void emptyFileIsRefused() throws IOException, InterruptedException {
        name = LogName.of(folder.resolve("other"));
        Files.createFile(name.baseLogFile());

        refused(CANNOT_OPEN, "other.blf");
    }

    @Test
    void directoryInPlaceOfTheBaseLogFileIsRefused() throws IOException, InterruptedException {
        name = LogName.of(folder.resolve("other"));
        Files.createDirectory(name.baseLogFile());

        refused(CANNOT_OPEN, "other.blf");
    }

    @Test
    void logOfANewerFormatIsRefused() throws IOException, InterruptedException {
        ByteBuffer bytes =
                ByteBuffer.wrap(Files.readAllBytes(name.baseLogFile())).order(ByteOrder.LITTLE_ENDIAN);
        for (int slot = 0; slot <= SLOT; slot += SLOT) {
            bytes.putShort(slot + 8, (short) 2);
            CRC32C checksum = new CRC32C();
            checksum.update(bytes.array(), slot, 16);
            checksum.update(bytes.array(), slot + 20, bytes.getInt(slot + 12) - 20);
            bytes.putInt(slot + 16, (int) checksum.getValue());
        }
        Files.write(name.baseLogFile(), bytes.array());

        refused(CANNOT_OPEN, "newer");
    }

    @Test
    void missingContainerIsNamed() throws IOException, InterruptedException {
        Files.delete(containers.get(1));

        String missing = containers.get(1).getFileName().toString();
        refused(DAMAGE, missing, "info", "cat", "verify", "dump", "append");
    }

    @Test
    void containerOfAnotherLogIsNamed() throws IOException, InterruptedException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        create(LogName.of(elsewhere.resolve("log")));
        Path foreign = elsewhere.resolve(containers.get(0).getFileName());
        Files.write(containers.get(0), Files.readAllBytes(foreign));

        refused(DAMAGE, containers.get(0).getFileName().toString());
    }

    @Test
    void containersThatChangedPlacesAreNamed() throws IOException, InterruptedException {
        byte[] first = Files.readAllBytes(containers.get(0));
        Files.write(containers.get(0), Files.readAllBytes(containers.get(1)));
        Files.write(containers.get(1), first);

        refused(DAMAGE, "expected container");
    }

    @Test
    void containerThatWasCutShortIsNamed() throws IOException, InterruptedException {
        byte[] bytes = Files.readAllBytes(containers.get(2));
        Files.write(containers.get(2), Arrays.copyOf(bytes, bytes.length - 1));

        refused(DAMAGE, containers.get(2).getFileName().toString());
    }

    @Test
    void existingLogIsNotCreatedAgain() throws IOException, InterruptedException {
        refused(CANNOT_OPEN, "log", "create");
    }

    private void refused(int exitCode, String mentioned) throws IOException, InterruptedException {
        refused(exitCode, mentioned, "info", "verify", "append");
    }

    private void refused(int exitCode, String mentioned, String... commands) throws IOException, InterruptedException {
        Map<String, String> before = FileStates.of(folder);
        for (String command : commands) {
            Tool.Run run = Tool.run(command, name.path());
            String said = run.out() + run.err();
            assertThat(run.exitCode()).as("%s: %s", command, said).isEqualTo(exitCode);
            assertThat(said).as(command).contains(mentioned).doesNotContain("Exception", "\tat ");
            assertThat(run.err().lines()).as(command).hasSizeLessThanOrEqualTo(1);
            assertThat(FileStates.of(folder)).as(command).isEqualTo(before);
        }
    }
}
