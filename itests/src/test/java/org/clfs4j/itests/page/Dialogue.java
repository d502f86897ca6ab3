package org.clfs4j.itests.page;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A command as typed and as answered.
 *
 * @param line the number of its line in the document
 * @param command what stands behind the prompt
 * @param answer the lines below it; in them {@value #ANYTHING} stands for any text
 */
record Dialogue(int line, String command, List<String> answer) {

    private static final String PROMPT = "$ ";
    private static final String ANYTHING = "…";

    static List<Dialogue> of(Page.Block block) {
        List<Dialogue> all = new ArrayList<>();
        for (int i = 0; i < block.lines().size(); i++) {
            String line = block.lines().get(i);
            if (line.startsWith(PROMPT)) {
                all.add(new Dialogue(block.line() + i, line.substring(PROMPT.length()), new ArrayList<>()));
            } else {
                all.get(all.size() - 1).answer().add(line);
            }
        }
        return all;
    }

    /** Tells whether somebody who was given these lines would say that this is what the document shows. */
    boolean isAnsweredBy(List<String> lines) {
        if (lines.size() != answer.size()) {
            return false;
        }
        for (int i = 0; i < lines.size(); i++) {
            if (!pattern(answer.get(i)).matcher(lines.get(i)).matches()) {
                return false;
            }
        }
        return true;
    }

    private static Pattern pattern(String shown) {
        return Pattern.compile(Stream.of(shown.split(ANYTHING, -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
    }
}
