package org.clfs4j.itests.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** Counts what was run in which container, when all of it was: a container that was left out would not be missed otherwise. */
class ContainerReport {

    private static final Path REPORTS = Path.of("target", "failsafe-reports");

    @Test
    void everyContainerRanTheSameTests() throws Exception {
        List<String> expected = List.of(System.getProperty("clfs4j.containers").split(","));
        Map<String, Integer> tests = new TreeMap<>();
        for (String container : expected) {
            tests.put(container, testsIn(REPORTS.resolve(container)));
        }

        List<String> lines = new ArrayList<>(List.of("container\ttests"));
        tests.forEach((container, count) -> lines.add(container + "\t" + count));
        Files.write(Path.of("target", "containers.tsv"), lines);
        tests.forEach((container, count) -> System.out.println("Tests in " + container + ": " + count));

        assertThat(tests.values()).allMatch(count -> count > 0);
        if (System.getProperty("it.test") == null) {
            assertThat(Map.copyOf(tests).values().stream().distinct()).as("the same number in each: %s", tests).hasSize(1);
        }
    }

    private static int testsIn(Path folder) throws IOException, ParserConfigurationException, SAXException {
        int tests = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "TEST-*.xml")) {
            for (Path file : files) {
                Element suite = DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(file.toFile())
                        .getDocumentElement();
                tests += Integer.parseInt(suite.getAttribute("tests")) - Integer.parseInt(suite.getAttribute("skipped"));
            }
        }
        return tests;
    }
}
