package org.clfs4j.testkit.explore;

import java.nio.ByteBuffer;
import org.clfs4j.Append;
import org.clfs4j.Claim;
import org.clfs4j.MarshallingArea;
import org.clfs4j.RestartOptions;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogFullException;
import org.clfs4j.error.LogStatus;
import org.clfs4j.testkit.explore.Reservations.Reserved;

/**
 * Appends in all the ways that there are and return when the record is appended.
 *
 * @threading not thread-safe
 */
final class Appends {

    private final Client client;
    private final Choices choices;

    Appends(Client client, Choices choices) {
        this.client = client;
        this.choices = choices;
    }

    /** One call that appends. */
    interface Appending {
        long lsn() throws LogException;
    }

    /** Appends, and notes that from before the first operation of the call the record may be in the log. */
    void submit(OpenedStream stream, Submission record, Appending appending) throws LogException {
        int operation = client.disk.operations();
        try {
            long lsn = appending.lsn();
            client.noteAt(operation, stream, e -> e.submit(record.at(lsn)));
        } catch (LogException e) {
            if (e.status() == LogStatus.APPENDED_FLUSH_FAILED) {
                client.noteAt(operation, stream, expected -> expected.submit(record));
            }
            throw e;
        }
    }

    void append() throws LogException {
        OpenedArea opened = choices.anyArea();
        Append append = choices.anyAppend(opened.stream());
        append(opened, append, choices.anyData(opened.area(), append));
    }

    /** Appends a record as long as a block can have it, which is put into the queue. */
    void appendLongest() throws LogException {
        OpenedArea opened = choices.anyArea();
        Append append = Append.FORCE_APPEND;
        append(opened, append, choices.data(opened.area().maxRecordSize(append), append));
    }

    private void append(OpenedArea opened, Append append, Submission record) throws LogException {
        submit(opened.stream(), record, () -> opened.area().appendAsLong(record.payload(), append));
        acknowledge(opened.stream(), append, record);
    }

    /** Appends, and reserves room for a further record in the same step. */
    void appendAndReserve(OpenedArea opened, int size) throws LogException {
        Append append = choices.anyAppend(opened.stream());
        Submission record = choices.anyData(opened.area(), append);
        submit(opened.stream(), record, () -> opened.area()
                .append(record.payload(), append, size)
                .value());
        acknowledge(opened.stream(), append, record);
    }

    void gather() throws LogException {
        OpenedArea opened = choices.anyArea();
        MarshallingArea area = opened.area();
        Append append = choices.anyAppend(opened.stream());
        Submission record = choices.anyData(area, append);
        ByteBuffer payload = record.payload();
        int cut = choices.random.nextInt(record.length() + 1);
        ByteBuffer[] pieces = {payload.slice(0, cut), payload.slice(cut, record.length() - cut)};
        submit(opened.stream(), record, () -> area.gatherAsLong(pieces, append));
        acknowledge(opened.stream(), append, record);
    }

    private void acknowledge(OpenedStream stream, Append append, Submission record) {
        if (append.visibility() == Append.Visibility.FLUSHED) {
            client.note(stream, e -> e.acknowledgeUpTo(record.seed()));
        }
    }

    void claim() throws LogException {
        OpenedArea opened = choices.anyArea();
        Append append = choices.anyAppend(opened.stream());
        claim(opened, append, choices.anyData(opened.area(), append));
    }

    private void claim(OpenedArea opened, Append append, Submission record) throws LogException {
        OpenedStream stream = opened.stream();
        try (Claim claim = opened.area().claim(record.length(), append)) {
            client.note(stream, e -> e.submit(record.at(claim.lsn().value())));
            claim.buffer().put(record.payload());
            appendBehindClaim();
            if (choices.random.nextInt(3) == 0) {
                claim.abort();
                client.coverage.reached(Mark.CLAIM_ABORTED);
                client.note(stream, e -> e.withdraw(record.seed()));
                return;
            }
            claim.commit();
            acknowledge(stream, append, record);
        }
    }

    /** Appends a record that was reserved; that cannot fail because the log is full. */
    void useReserved(OpenedArea opened, Reserved reserved) throws LogException {
        MarshallingArea area = opened.area();
        Append append = choices.anyAppend(opened.stream()).useReservation();
        int length = choices.random.nextInt(3) == 0 ? choices.random.nextInt(reserved.size()) : reserved.size();
        client.note(e -> e.reserved().remove(reserved));
        try {
            switch (choices.random.nextInt(4)) {
                case 0 -> claim(opened, append, choices.data(length, append));
                case 1 -> {
                    Submission record = Submission.restart(choices.random.nextLong(), length, Submission.UNKNOWN);
                    submit(opened.stream(), record, () -> area.writeRestartArea(
                                    record.payload(), RestartOptions.NONE.useReservation())
                            .value());
                    client.note(opened.stream(), e -> e.acknowledgeUpTo(record.seed()));
                }
                default -> append(opened, append, choices.data(length, append));
            }
        } catch (LogFullException e) {
            throw new Violation("a record that was reserved cannot be appended: " + e, e);
        } catch (LogException e) {
            if (e.status() != LogStatus.APPENDED_FLUSH_FAILED) {
                client.note(expected -> expected.reserved().add(reserved));
            }
            throw e;
        }
    }

    /** Others append while a claim is open; they are refused what would wait for it. */
    private void appendBehindClaim() throws LogException {
        for (int i = choices.random.nextInt(3); i > 0; i--) {
            OpenedArea other = choices.anyArea();
            MarshallingArea area = other.area();
            Submission record = choices.anyData(area, Append.NONE);
            try {
                submit(other.stream(), record, () -> area.appendAsLong(record.payload(), Append.NONE));
                client.coverage.reached(Mark.APPENDED_BEHIND_CLAIM);
            } catch (LogException e) {
                boolean refused = e.status() == LogStatus.INVALID_PARAMETER || e instanceof LogFullException;
                if (!refused && !client.storageFailed()) {
                    throw e;
                }
            }
        }
    }
}
