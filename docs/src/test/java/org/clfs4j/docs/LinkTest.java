package org.clfs4j.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Documents lead to each other. */
class LinkTest {

    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern CODE = Pattern.compile("(?s)```.*?```|`[^`\n]*`");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.*)$");

    @Test
    void everyRelativeLinkLeadsSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        int links = 0;
        for (Path document : Repository.documents()) {
            for (String target : targets(document)) {
                if (target.matches("[a-z]+:.*")) {
                    continue;
                }
                links++;
                if (!leadsSomewhere(document, target)) {
                    broken.add(Repository.ROOT.relativize(document) + " -> " + target);
                }
            }
        }
        assertThat(broken).as("broken links").isEmpty();
        assertThat(links).isPositive();
    }

    @Test
    void everyDocumentIsInTheReadingOrder() throws IOException {
        Path guide = Repository.ROOT.resolve("docs/README.md");
        Set<Path> named = new HashSet<>();
        for (String target : targets(guide)) {
            named.add(guide.resolveSibling(target.replaceFirst("#.*", "")).normalize());
        }
        List<Path> documents = Repository.documents().stream()
                .filter(path -> path.startsWith(guide.getParent()) && !path.equals(guide))
                .toList();

        assertThat(documents).isNotEmpty();
        assertThat(named).containsAll(documents);
    }

    private static List<String> targets(Path document) throws IOException {
        List<String> found = new ArrayList<>();
        Matcher links = LINK.matcher(CODE.matcher(Files.readString(document)).replaceAll("code"));
        while (links.find()) {
            found.add(links.group(1));
        }
        return found;
    }

    private static boolean leadsSomewhere(Path document, String target) throws IOException {
        int hash = target.indexOf('#');
        String path = hash < 0 ? target : target.substring(0, hash);
        Path file = path.isEmpty() ? document : document.resolveSibling(path).normalize();
        if (!file.startsWith(Repository.ROOT) || !Files.exists(file)) {
            return false;
        }
        return hash < 0 || anchors(file).contains(target.substring(hash + 1));
    }

    /** The names that a heading can be linked by, as code hosts make them. */
    private static Set<String> anchors(Path document) throws IOException {
        Set<String> names = new HashSet<>();
        Matcher headings = HEADING.matcher(Files.readString(document));
        while (headings.find()) {
            String plain = headings.group(1).strip().toLowerCase(Locale.ROOT);
            names.add(plain.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'));
        }
        return names;
    }
}
