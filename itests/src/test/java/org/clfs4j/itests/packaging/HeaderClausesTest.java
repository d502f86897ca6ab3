package org.clfs4j.itests.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeaderClausesTest {

    @Test
    void quotedSeparatorsStay() {
        assertThat(HeaderClauses.of("b;version=\"[1.0,2)\";x=\"a;b\",a"))
                .containsExactly("a", "b; version=\"[1.0,2)\"; x=\"a;b\"");
    }

    @Test
    void usesIsLeftOut() {
        assertThat(HeaderClauses.of("p;uses:=\"a,b\";version=\"1.0.0\"")).containsExactly("p; version=\"1.0.0\"");
    }
}
