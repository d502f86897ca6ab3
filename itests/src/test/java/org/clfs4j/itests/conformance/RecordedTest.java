package org.clfs4j.itests.conformance;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What became of one test of the suite, as the module of an implementation wrote it down.
 *
 * @param implementation the name of the provider
 * @param java the Java version that it ran on
 * @param test the test as the suite calls it
 * @param outcome passed, failed, aborted or disabled
 */
record RecordedTest(String implementation, String java, String test, String outcome) {

    static final String PASSED = "passed";
    static final String ABORTED = "aborted";

    boolean isPassed() {
        return outcome.equals(PASSED);
    }

    boolean isAborted() {
        return outcome.equals(ABORTED);
    }

    /** Reads what all modules beside this one have written in a build; files of other builds count for nothing. */
    static List<RecordedTest> ofBuild(String build, Path modules) throws IOException {
        List<RecordedTest> tests = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(modules, "*")) {
            for (Path folder : folders) {
                if (Files.isDirectory(folder.resolve("target"))) {
                    tests.addAll(ofModule(build, folder.resolve("target")));
                }
            }
        }
        return tests;
    }

    private static List<RecordedTest> ofModule(String build, Path target) throws IOException {
        List<RecordedTest> tests = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(target, "conformance*.tsv")) {
            for (Path file : files) {
                List<String> lines = Files.readAllLines(file);
                if (lines.get(0).equals("build\t" + build)) {
                    lines.stream().skip(1).map(RecordedTest::parse).forEach(tests::add);
                }
            }
        }
        return tests;
    }

    private static RecordedTest parse(String line) {
        String[] fields = line.split("\t", -1);
        return new RecordedTest(fields[0], fields[1], fields[2], fields[4]);
    }
}
