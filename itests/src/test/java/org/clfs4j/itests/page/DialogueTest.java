package org.clfs4j.itests.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DialogueTest {

    private static final List<String> DOCUMENT = List.of(
            "Text, and",
            "",
            "`a/B.java`:",
            "",
            "```java",
            "class B {}",
            "```",
            "",
            "```console",
            "$ first",
            "$ second x",
            "at … it is",
            "b",
            "```");

    @Test
    void filesAndCommandsAreFoundWithTheirLines() {
        List<Page.Block> blocks = Page.blocks(DOCUMENT);

        assertThat(blocks)
                .containsExactly(
                        new Page.Block("java", "a/B.java", 6, List.of("class B {}")),
                        new Page.Block("console", "", 10, DOCUMENT.subList(9, 13)));
        assertThat(Dialogue.of(blocks.get(1)))
                .containsExactly(
                        new Dialogue(10, "first", List.of()), new Dialogue(11, "second x", List.of("at … it is", "b")));
    }

    @Test
    void answersAreComparedLineByLineButForWhatVaries() {
        Dialogue dialogue = Dialogue.of(Page.blocks(DOCUMENT).get(1)).get(1);

        assertThat(dialogue.isAnsweredBy(List.of("at 8:15 it is", "b"))).isTrue();
        assertThat(dialogue.isAnsweredBy(List.of("at 8:15 it was", "b"))).isFalse();
        assertThat(dialogue.isAnsweredBy(List.of("at 8:15 it is"))).isFalse();
        assertThat(dialogue.isAnsweredBy(List.of("at 8:15 it is", "b", "c"))).isFalse();
    }
}
