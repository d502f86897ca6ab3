package org.clfs4j.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.clfs4j.Lsn;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A check that cannot fail would prove nothing: every kind of broken promise must be seen. */
class RecordCheckTest {

    @TempDir
    private Path directory;

    private Corpus corpus;
    private RoundCheck round;
    private RecordCheck check;

    @BeforeEach
    void twoRecordsOfProducer0AndOneOfProducer1AreAcknowledged() throws IOException {
        Path file = directory.resolve("text");
        Files.writeString(file, "one\ntwo\nthree\nfour\nfive\n");
        corpus = Corpus.ofFiles(List.of(file));
        round = RoundCheck.killed(3, new long[] {2, 1});
        check = new RecordCheck(corpus, List.of(round));
    }

    @Test
    void acceptsWhatWasAcknowledged() {
        record(0, 0);
        record(1, 0);
        record(0, 1);
        verdict(0, 0, 0);
        assertThat(round.found()).isEqualTo(3);
    }

    @Test
    void acceptsOneMoreOfEachProducer() {
        record(0, 0);
        record(1, 0);
        record(1, 1);
        record(0, 1);
        record(0, 2);
        verdict(0, 0, 0);
        assertThat(round.found()).isEqualTo(5);
    }

    @Test
    void seesALostRecordAtTheEnd() {
        record(0, 0);
        record(1, 0);
        verdict(1, 0, 0);
    }

    @Test
    void seesALostRecordInTheMiddle() {
        record(0, 1);
        record(1, 0);
        verdict(1, 0, 0);
        assertThat(round.found()).isEqualTo(2);
    }

    @Test
    void seesThatEverythingIsLost() {
        verdict(3, 0, 0);
    }

    @Test
    void seesARecordThatCannotHaveBeenSubmitted() {
        complete();
        record(1, 1);
        record(1, 2);
        verdict(0, 1, 0);
    }

    @Test
    void seesRecordsOfNobody() {
        complete();
        check.record(Lsn.NULL, ByteBuffer.allocate(3));
        check.record(Lsn.NULL, payload(new Tag(3, 2, 0)));
        check.record(Lsn.NULL, payload(new Tag(3, -1, 0)));
        check.record(Lsn.NULL, payload(new Tag(3, 0, -1)));
        check.record(Lsn.NULL, payload(new Tag(2, 0, 0)));
        verdict(0, 5, 0);
    }

    @Test
    void seesAChangedRecord() {
        record(0, 0);
        record(1, 0);
        ByteBuffer changed = payload(new Tag(3, 0, 1));
        changed.put(Tag.LENGTH, (byte) '?');
        check.record(Lsn.NULL, changed);
        verdict(1, 1, 0);
    }

    @Test
    void seesAShortenedRecord() {
        record(0, 0);
        record(1, 0);
        ByteBuffer shorter = payload(new Tag(3, 0, 1));
        check.record(Lsn.NULL, shorter.limit(shorter.limit() - 1));
        verdict(1, 1, 0);
    }

    @Test
    void seesARecordThatIsThereTwice() {
        complete();
        record(0, 1);
        verdict(0, 0, 1);
    }

    @Test
    void seesRecordsInTheWrongOrder() {
        record(0, 1);
        record(0, 0);
        record(1, 0);
        verdict(1, 0, 1);
    }

    @Test
    void expectsOfAnEarlierRoundExactlyWhatWasFoundOfIt() {
        complete();
        RoundCheck again = round.again();
        RecordCheck second = new RecordCheck(corpus, List.of(again));
        second.record(Lsn.NULL, payload(new Tag(3, 0, 0)));
        second.record(Lsn.NULL, payload(new Tag(3, 0, 1)));
        second.record(Lsn.NULL, payload(new Tag(3, 0, 2)));
        assertThat(second.lost()).isEqualTo(1);
        assertThat(second.invented()).isEqualTo(1);
    }

    @Test
    void remembersWhereTheRoundBegins() {
        check.record(Lsn.of(512), payload(new Tag(3, 1, 0)));
        check.record(Lsn.of(513), payload(new Tag(3, 0, 0)));
        assertThat(round.first()).isEqualTo(Lsn.of(512));
    }

    private void complete() {
        record(0, 0);
        record(0, 1);
        record(1, 0);
    }

    private void record(int producer, long sequence) {
        check.record(Lsn.NULL, payload(new Tag(3, producer, sequence)));
    }

    private ByteBuffer payload(Tag tag) {
        ByteBuffer payload = ByteBuffer.allocate(100);
        tag.write(payload);
        return payload.put(corpus.line(tag)).flip();
    }

    private void verdict(long lost, long invented, long misplaced) {
        assertThat(check.lost()).as("lost").isEqualTo(lost);
        assertThat(check.invented()).as("invented").isEqualTo(invented);
        assertThat(check.misplaced()).as("misplaced").isEqualTo(misplaced);
    }
}
