package org.clfs4j.itests.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** Counts what was run in which container, when all of it was: a container that was left out would not be missed otherwise. */
class ContainerReport {

    private static final Path REPORTS = Path.of("target", "failsafe-reports");

    /** It takes longest, and runs once in each container. */
    private static final String SUITE = "TEST-" + ConformanceIT.class.getName() + ".xml";

    @Test
    void everyContainerRanTheSameTestsAndOnceTheSuite() throws Exception {
        List<String> once = List.of(System.getProperty("clfs4j.containers").split(","));
        List<String> all = new ArrayList<>(once);
        Stream.of(System.getProperty("clfs4j.containers.again", "").split(","))
                .filter(again -> !again.isEmpty())
                .forEach(all::add);
        Map<String, Integer> tests = new TreeMap<>();
        for (String container : all) {
            tests.put(container, testsIn(REPORTS.resolve(container)));
        }

        List<String> lines = new ArrayList<>(List.of("container\ttests"));
        tests.forEach((container, count) -> lines.add(container + "\t" + count));
        Files.write(Path.of("target", "containers.tsv"), lines);
        tests.forEach((container, count) -> System.out.println("Tests in " + container + ": " + count + suiteIn(container)));

        assertThat(tests.values()).allMatch(count -> count > 0);
        if (System.getProperty("it.test") == null) {
            assertThat(Set.copyOf(tests.values())).as("the same number in each: %s", tests).hasSize(1);
            assertThat(once).allSatisfy(container -> assertThat(REPORTS.resolve(container).resolve(SUITE)).exists());
        }
    }

    private static String suiteIn(String container) {
        return Files.exists(REPORTS.resolve(container).resolve(SUITE)) ? " and the conformance suite" : "";
    }

    private static int testsIn(Path folder) throws IOException, ParserConfigurationException, SAXException {
        int tests = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "TEST-*.xml")) {
            for (Path file : files) {
                if (file.endsWith(SUITE)) {
                    continue;
                }
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
