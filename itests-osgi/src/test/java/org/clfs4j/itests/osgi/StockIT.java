package org.clfs4j.itests.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * Karaf and Felix as they come from their makers, started as their users do, with a configuration as a file and the example
 * bundle: it writes a record when it starts. They are killed and started again.
 */
class StockIT {

    private static final Path DISTRIBUTIONS = Path.of("target", "distributions").toAbsolutePath();
    private static final Path STOCK = Path.of("target", "stock").toAbsolutePath();
    private static final Pattern STARTS = Pattern.compile("clfs4j example: (\\d+) starts so far");
    private static final int KILLS = 2;

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    @Test
    void karafHasAllRecordsAfterEachKill() throws Exception {
        String java = System.getProperty("clfs4j.karaf.java.home", "");
        Assumptions.assumeFalse(java.isEmpty(), "Karaf runs where Maven runs on Java 17");
        Path home = STOCK.resolve("karaf");
        Folders.empty(home);
        unpack(DISTRIBUTIONS.resolve("apache-karaf.zip"), home);
        Files.copy(DISTRIBUTIONS.resolve("clfs4j-karaf.kar"), home.resolve("deploy/clfs4j-karaf.kar"));
        Files.writeString(
                home.resolve("etc/org.clfs4j.log-starts.cfg"), "name = ${karaf.data}/starts\nrole = starts\n");
        ProcessBuilder karaf = new ProcessBuilder("sh", home.resolve("bin/karaf").toString(), "server");
        karaf.environment().put("JAVA_HOME", java);

        assertThat(startsOfEachRun(karaf)).isEqualTo(List.of(1, 2, 3));
    }

    /** The archive is unpacked into Karaf's own repository, so that nothing is installed but what is asked for. */
    @Test
    void karafAnswersAtTheConsole() throws Exception {
        String java = System.getProperty("clfs4j.karaf.java.home", "");
        Assumptions.assumeFalse(java.isEmpty(), "Karaf runs where Maven runs on Java 17");
        Path home = STOCK.resolve("karaf-console");
        Folders.empty(home);
        unpack(DISTRIBUTIONS.resolve("apache-karaf.zip"), home);
        unpack(DISTRIBUTIONS.resolve("clfs4j-karaf.kar"), home.resolve("system"));
        Files.writeString(
                home.resolve("etc/org.clfs4j.log-starts.cfg"), "name = ${karaf.data}/starts\nrole = starts\n");
        ProcessBuilder karaf = new ProcessBuilder("sh", home.resolve("bin/karaf").toString());
        karaf.environment().put("JAVA_HOME", java);
        karaf.environment().put("TERM", "dumb");

        try (TypedSession session = new TypedSession(karaf.redirectErrorStream(true).start())) {
            session.type("feature:repo-add " + features(home));
            session.type("feature:install clfs4j-console");
            String row = session.typeUntilAnswered("clfs:list", "^starts .*");
            assertThat(row).contains("dedicated", "default", "log:" + home.resolve("data/starts"), "role=starts");
            session.type("feature:install clfs4j-example");
            session.await("clfs4j example: 1 starts so far");
            assertThat(session.typeUntilAnswered("clfs:cat starts", "^0{8}:0{8}:000 .*")).isNotEmpty();
            assertThat(session.typeUntilAnswered("clfs:verify starts", ".* is intact; .*")).contains("1 record,");
            session.type("feature:install clfs4j-offheap");
            assertThat(session.await("Error executing command")).contains("clfs4j-offheap", "(&(osgi.ee=JavaSE)(version=25))");
            assertThat(session.typeUntilAnswered("clfs:providers", "^chosen: .*")).isEqualTo("chosen: default, the best of [default]");
        }
    }

    private static String features(Path home) throws IOException {
        try (Stream<Path> files = Files.walk(home.resolve("system/org/clfs4j/clfs4j-karaf"))) {
            return files.filter(file -> file.toString().endsWith("-features.xml"))
                    .findFirst()
                    .orElseThrow()
                    .toUri()
                    .toString();
        }
    }

    @Test
    void felixHasAllRecordsAfterEachKill() throws Exception {
        Path home = STOCK.resolve("felix");
        Folders.empty(home);
        for (String folder : List.of("bin", "bundle", "conf", "load")) {
            Files.createDirectory(home.resolve(folder));
        }
        Files.copy(DISTRIBUTIONS.resolve("org.apache.felix.main.jar"), home.resolve("bin/felix.jar"));
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(DISTRIBUTIONS.resolve("felix"), "*.jar")) {
            for (Path jar : jars) {
                Files.copy(jar, home.resolve("bundle").resolve(jar.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.writeString(
                home.resolve("conf/config.properties"),
                """
                felix.auto.deploy.action=install,start
                felix.fileinstall.dir=load
                felix.fileinstall.noInitialDelay=true
                """);
        Files.writeString(
                home.resolve("load/org.clfs4j.log-starts.cfg"), "name = " + home.resolve("starts") + "\nrole = starts\n");
        ProcessBuilder felix = new ProcessBuilder(JAVA, "-jar", "bin/felix.jar").directory(home.toFile());

        assertThat(startsOfEachRun(felix)).isEqualTo(List.of(1, 2, 3));
    }

    /** Starts it, kills it when the record is durable, and so on; returns what each run has counted. */
    private static List<Integer> startsOfEachRun(ProcessBuilder builder) throws IOException {
        List<Integer> counted = new ArrayList<>();
        for (int run = 0; run <= KILLS; run++) {
            Process process = builder.redirectErrorStream(true).start();
            try {
                counted.add(awaitCount(process));
            } finally {
                kill(process);
            }
        }
        return counted;
    }

    /** Kills the process and what a script has started in it. */
    static void kill(Process process) {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(each -> each.onExit().join());
    }

    /** Unpacks an archive without the one folder that everything in it is in. */
    private static void unpack(Path archive, Path target) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path path = target.resolve(entry.getName().replaceFirst("^[^/]*/", "")).normalize();
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else {
                    Files.createDirectories(path.getParent());
                    Files.copy(zip, path);
                }
            }
        }
    }

    private static int awaitCount(Process process) throws IOException {
        List<String> output = new ArrayList<>();
        process.onExit().orTimeout(Services.PATIENCE.toMillis() * 6, TimeUnit.MILLISECONDS).exceptionally(late -> {
            kill(process);
            return process;
        });
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            output.add(line);
            Matcher starts = STARTS.matcher(line);
            if (starts.find()) {
                return Integer.parseInt(starts.group(1));
            }
        }
        throw new AssertionError("It ended, or took too long, and had not counted:\n" + String.join("\n", output));
    }
}
