package org.clfs4j.itests.crash;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.clfs4j.Lsn;
import org.clfs4j.RecordType;
import org.junit.jupiter.api.Test;

/** What holds a killed log to account must see each kind of fault. */
class ExpectationTest {

    private static final int PRODUCER = 1;

    private final Expectation expectation = new Expectation(2);
    private final List<Contents.Found> log = new ArrayList<>();

    private static Lsn lsn(int record) {
        return Lsn.create(0, 512L * record, 0);
    }

    /** Appends a record to the log, and tells that it is durable. */
    private void acknowledged(long transaction, int index) {
        int at = log.size();
        found(at, new RecordId(0, PRODUCER, transaction, index).payload());
        expectation.told(new Frame(Frame.Kind.DURABLE, PRODUCER, transaction, index, lsn(at).value()));
    }

    private void found(int at, byte[] payload) {
        log.add(new Contents.Found(lsn(at), RecordType.DATA, payload));
    }

    private void check() {
        check(Lsn.NULL);
    }

    private void check(Lsn base) {
        expectation.check(new Contents(base, List.copyOf(log), Optional.empty(), 2));
    }

    /** Two transactions, all of their records acknowledged. */
    private long twoTransactions() {
        expectation.begin(0);
        for (long transaction = 0; transaction < 2; transaction++) {
            int size = Transaction.of(0, PRODUCER, transaction).size();
            for (int index = 0; index < size; index++) {
                acknowledged(transaction, index);
            }
        }
        return 2;
    }

    @Test
    void whatWasAcknowledgedAndNothingElseIsRight() {
        twoTransactions();

        assertThatCode(this::check).doesNotThrowAnyException();
    }

    @Test
    void firstRecordsOfTheTransactionInFlightMayBeThereAndMustStay() {
        long next = twoTransactions();
        found(log.size(), new RecordId(0, PRODUCER, next, 0).payload());
        assertThatCode(this::check).doesNotThrowAnyException();

        expectation.begin(1);
        log.remove(log.size() - 1);

        assertThatThrownBy(this::check).hasMessageContaining("lost");
    }

    @Test
    void missingRecordIsLost() {
        twoTransactions();
        log.remove(0);

        assertThatThrownBy(this::check).hasMessageContaining("lost");
    }

    @Test
    void recordAtAnotherLsnIsLost() {
        twoTransactions();
        Contents.Found last = log.remove(log.size() - 1);
        found(log.size() + 1, last.payload());

        assertThatThrownBy(this::check).hasMessageContaining("lost");
    }

    @Test
    void changedByteIsSeen() {
        twoTransactions();
        byte[] payload = log.get(1).payload();
        payload[payload.length - 1] ^= 1;

        assertThatThrownBy(this::check).hasMessageContaining("contents");
    }

    @Test
    void recordThatIsNotTheNextOfItsProducerIsInvented() {
        long next = twoTransactions();
        found(log.size(), new RecordId(0, PRODUCER, next + 1, 0).payload());

        assertThatThrownBy(this::check).hasMessageContaining("invented");
    }

    @Test
    void recordOfAnotherRoundIsInvented() {
        twoTransactions();
        found(log.size(), new RecordId(7, PRODUCER, 0, 0).payload());

        assertThatThrownBy(this::check).hasMessageContaining("invented");
    }

    @Test
    void recordThatComesTwiceIsInvented() {
        twoTransactions();
        found(log.size(), log.get(0).payload());

        assertThatThrownBy(this::check).hasMessageContaining("invented");
    }

    @Test
    void baseThatNobodyAskedForIsSeen() {
        twoTransactions();

        assertThatThrownBy(() -> check(lsn(1))).hasMessageContaining("bases");
    }

    @Test
    void baseThatWasDurableCannotBeOlder() {
        twoTransactions();
        expectation.told(Frame.of(Frame.Kind.BASE_WANTED, lsn(1).value()));
        expectation.told(Frame.of(Frame.Kind.BASE_DURABLE, lsn(1).value()));

        assertThatThrownBy(this::check).hasMessageContaining("base");
    }
}
