package org.clfs4j.itests.page;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The blocks between fences of a document, in their order. */
final class Page {

    private static final String FENCE = "```";
    private static final Pattern FILE = Pattern.compile("`([^`]+)`:");

    private Page() {}

    /**
     * A block.
     *
     * @param language what stands behind its fence
     * @param file what a line before it, which says nothing else, calls it; or nothing
     * @param line the number of its first line in the document
     * @param lines its lines
     */
    record Block(String language, String file, int line, List<String> lines) {}

    static List<Block> blocks(List<String> document) {
        List<Block> blocks = new ArrayList<>();
        String before = "";
        for (int i = 0; i < document.size(); i++) {
            String line = document.get(i);
            if (line.startsWith(FENCE)) {
                int end = i + 1;
                while (!document.get(end).equals(FENCE)) {
                    end++;
                }
                Matcher file = FILE.matcher(before);
                blocks.add(new Block(
                        line.substring(FENCE.length()),
                        file.matches() ? file.group(1) : "",
                        i + 2,
                        List.copyOf(document.subList(i + 1, end))));
                i = end;
                before = "";
            } else if (!line.isBlank()) {
                before = line;
            }
        }
        return blocks;
    }
}
