package org.clfs4j.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.OpenOptions;
import org.clfs4j.StreamInformation;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;
import org.junit.jupiter.api.Test;

/** Streams come back under the names that they were created with. */
class StreamNameTest {

    private static final LogName NAME = LogName.of("log:wal::");

    private final HeapStorage storage = new HeapStorage();

    private LogFile open() throws LogException {
        return LogFixture.provider(storage).open(NAME, OpenOptions.openAlways());
    }

    /** It was written as a question mark: two such names were one, and no slot of the metadata could be read any more. */
    @Test
    void halfOfASurrogatePairIsRefused() throws LogException {
        try (LogFile log = open()) {
            log.stream("?").close();
            for (String name : new String[] {"\uD800", "a\uDC00", "\uDC00\uD800"}) {
                assertThatThrownBy(() -> log.stream(name))
                        .isInstanceOfSatisfying(LogException.class, e -> assertThat(e.status())
                                .isEqualTo(LogStatus.INVALID_PARAMETER));
            }
        }
        try (LogFile log = open()) {
            assertThat(log.streams()).extracting(StreamInformation::name).containsExactly("?");
        }
    }

    @Test
    void whateverCanBeWrittenComesBack() throws LogException {
        String[] names = {" ", ":", "::", "/", "\u0000", "\uD83D\uDE00", "\u00E9", "e\u0301", "x".repeat(255)};
        try (LogFile log = open()) {
            for (String name : names) {
                log.stream(name).close();
            }
        }
        try (LogFile log = open()) {
            assertThat(log.streams()).extracting(StreamInformation::name).containsExactly(names);
            String tooLong = "\u20AC".repeat(86);
            assertThat(tooLong.getBytes(UTF_8)).hasSize(258);
            for (String name : new String[] {"", tooLong}) {
                assertThatThrownBy(() -> log.stream(name)).hasMessageContaining("" + name.getBytes(UTF_8).length);
            }
        }
    }

    /** The log was created, and then the stream was refused. */
    @Test
    void logIsNotCreatedForAStreamThatIsRefused() {
        LogName name = LogName.of("log:wal::" + "x".repeat(256));
        for (OpenOptions options : new OpenOptions[] {OpenOptions.openAlways(), OpenOptions.createNew()}) {
            assertThatThrownBy(() -> LogFixture.provider(storage).open(name, options)).hasMessageContaining("256");
        }
        assertThat(storage.list()).isEmpty();
    }
}
