package org.clfs4j.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.clfs4j.allocator.AllocatorProvider;
import org.clfs4j.allocator.BlockAllocators;
import org.clfs4j.allocator.BlockTrait;
import org.clfs4j.allocator.PoolType;
import org.junit.jupiter.api.Test;

/** The tables of allocators and pool types say what the code does. */
class AllocatorTableTest {

    private static final String DOCUMENT = "docs/allocators.md";
    private static final String REFUSED = "refused";

    @Test
    void everyAllocatorIsInTheFamily() throws IOException {
        assertThat(rows("## The family"))
                .extracting(row -> row[0])
                .containsExactlyInAnyOrderElementsOf(BlockAllocators.all().stream()
                        .map(provider -> "`" + provider.name() + "`")
                        .toList());
    }

    @Test
    void promisesAreThoseOfTheCode() throws IOException {
        List<String> promised = new ArrayList<>();
        for (AllocatorProvider provider : BlockAllocators.all()) {
            TreeMap<Integer, Set<String>> columns = new TreeMap<>();
            for (PoolType poolType : PoolType.values()) {
                columns.computeIfAbsent(column(poolType), column -> new TreeSet<>())
                        .add(text(provider.promise(poolType)));
            }
            assertThat(columns.values())
                    .as("types of a column are the same to %s", provider.name())
                    .allMatch(texts -> texts.size() == 1);
            promised.add("`" + provider.name() + "` | "
                    + columns.values().stream().map(texts -> texts.iterator().next()).collect(Collectors.joining(" | ")));
        }
        assertThat(rows("## What is promised"))
                .extracting(row -> String.join(" | ", row))
                .containsExactlyInAnyOrderElementsOf(promised);
    }

    private static int column(PoolType poolType) {
        return (poolType.isPaged() ? 0 : 2) + (poolType.alignment() == PoolType.CACHE_LINE ? 1 : 0);
    }

    private static String text(Set<BlockTrait> promise) {
        return promise.isEmpty()
                ? REFUSED
                : promise.stream().sorted().map(BlockTrait::toString).collect(Collectors.joining(", "));
    }

    @Test
    void everyWordOfAPromiseIsExplained() throws IOException {
        List<String> words = new ArrayList<>(Arrays.stream(BlockTrait.values()).map(BlockTrait::toString).toList());
        words.add(REFUSED);
        String document = Repository.text(DOCUMENT);
        String explained = document.substring(document.indexOf("| word | means |"), document.indexOf("## Your own functions"));
        assertThat(words).allMatch(word -> explained.contains("\n| " + word + " |"));
    }

    @Test
    void poolTypesAreThoseOfTheCode() throws IOException {
        List<String> types = Arrays.stream(PoolType.values())
                .map(poolType -> poolType.code() + " | `" + poolType.name() + "` | " + (poolType.isPaged() ? "yes" : "no")
                        + " | " + poolType.alignment())
                .toList();
        assertThat(rows("## Pool types"))
                .extracting(row -> String.join(" | ", row[0], row[2], row[3], row[4]))
                .containsExactlyElementsOf(types);
    }

    /** Returns the rows of the first table under a heading, without its head. */
    private static List<String[]> rows(String heading) throws IOException {
        List<String> lines = Repository.lines(DOCUMENT);
        List<String[]> rows = new ArrayList<>();
        for (String line : lines.subList(lines.indexOf(heading) + 1, lines.size())) {
            if (line.startsWith("|")) {
                rows.add(Arrays.stream(line.substring(1, line.lastIndexOf('|')).split("\\|", -1))
                        .map(String::strip)
                        .toArray(String[]::new));
            } else if (!rows.isEmpty()) {
                break;
            }
        }
        return rows.subList(2, rows.size());
    }
}
