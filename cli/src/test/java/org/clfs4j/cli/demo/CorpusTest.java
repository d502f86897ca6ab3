package org.clfs4j.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusTest {

    @TempDir
    private Path directory;

    @Test
    void survivesTheWayToTheChild() throws IOException {
        Path text = Files.writeString(directory.resolve("a"), "x\n\ny");
        Path binary = Files.write(directory.resolve("b"), new byte[] {0, -1, 10, 5});
        Corpus corpus = Corpus.ofFiles(List.of(text, binary));
        corpus.save(directory.resolve("saved"));
        Corpus loaded = Corpus.load(directory.resolve("saved"));
        assertThat(corpus.size()).isEqualTo(5);
        assertThat(loaded.size()).isEqualTo(5);
        for (long sequence = 0; sequence < 5; sequence++) {
            Tag tag = new Tag(0, 0, sequence);
            assertThat(loaded.line(tag)).isEqualTo(corpus.line(tag));
        }
    }

    @Test
    void goesThroughAllLinesAndBeginsAgain() throws IOException {
        Path text = Files.writeString(directory.resolve("a"), "0\n1\n2\n");
        Corpus corpus = Corpus.ofFiles(List.of(text));
        assertThat(List.of(line(corpus, 0), line(corpus, 1), line(corpus, 2)))
                .containsExactlyInAnyOrder("0\n", "1\n", "2\n");
        assertThat(line(corpus, 3)).isEqualTo(line(corpus, 0));
    }

    @Test
    void findsTextButNoBuildOutputAndNothingHidden() throws IOException {
        Files.createDirectories(directory.resolve("src"));
        Files.createDirectories(directory.resolve("target"));
        Files.createDirectories(directory.resolve(".git"));
        Path source = Files.writeString(directory.resolve("src/A.java"), "class A {}");
        Path readme = Files.writeString(directory.resolve("README.md"), "# A");
        Files.writeString(directory.resolve("target/B.java"), "class B {}");
        Files.writeString(directory.resolve(".git/C.java"), "class C {}");
        Files.write(directory.resolve("image.png"), new byte[10]);
        assertThat(SourceFiles.under(directory)).containsExactly(readme, source);
    }

    private static String line(Corpus corpus, long sequence) {
        return new String(corpus.line(new Tag(0, 0, sequence)), StandardCharsets.UTF_8);
    }
}
