package org.clfs4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.clfs4j.LogName;
import org.junit.jupiter.api.Test;

/**
 * Logs that were written once and kept, whole and broken: every provider, of this version and of later ones, sees in them
 * what was seen then.
 *
 * @threading tests of one instance run one after the other
 */
public abstract class GoldenConformance extends LogConformance {

    /** For subclasses. */
    protected GoldenConformance() {}

    @Test
    void wholeLogsAreReadAsTheyWereAndGoOn() throws Exception {
        for (GoldenLog golden : GoldenLog.WHOLE) {
            assertThat(seen(golden)).as(golden.name()).isEqualTo(golden.expected());
        }
    }

    @Test
    void brokenLogsAreTold() throws Exception {
        for (GoldenLog golden : GoldenLog.BROKEN) {
            assertThat(seen(golden)).as(golden.name()).isEqualTo(golden.expected());
        }
    }

    /** Describes a copy; what is read or refused must not change a byte. */
    private List<String> seen(GoldenLog golden) throws IOException {
        Path folder = directory.resolve(golden.name());
        LogName log = GoldenLog.write(golden.files(), folder);
        Map<String, String> before = FileBytes.of(folder);
        List<String> lines = new ArrayList<>(LogDescription.ofReading(provider(), log));
        assertThat(FileBytes.of(folder)).as("%s after reading", golden.name()).isEqualTo(before);
        List<String> written = LogDescription.ofWriting(provider(), log);
        if (written.size() == 1) {
            assertThat(FileBytes.of(folder)).as("%s after a refusal", golden.name()).isEqualTo(before);
        }
        lines.addAll(written);
        return lines;
    }
}
