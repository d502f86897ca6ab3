package org.clfs4j.testkit.explore;

import java.nio.ByteBuffer;
import org.clfs4j.Append;
import org.clfs4j.Claim;
import org.clfs4j.MarshallingArea;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;

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
    void submit(Submission record, Appending appending) throws LogException {
        int operation = client.disk.operations();
        try {
            long lsn = appending.lsn();
            client.noteAt(operation, e -> e.submit(record.at(lsn)));
        } catch (LogException e) {
            if (e.status() == LogStatus.APPENDED_FLUSH_FAILED) {
                client.noteAt(operation, expected -> expected.submit(record));
            }
            throw e;
        }
    }

    void append() throws LogException {
        MarshallingArea area = choices.anyArea();
        Append append = choices.anyAppend();
        Submission record = choices.anyData(area, append);
        submit(record, () -> area.appendAsLong(record.payload(), append));
        acknowledge(append, record);
    }

    void gather() throws LogException {
        MarshallingArea area = choices.anyArea();
        Append append = choices.anyAppend();
        Submission record = choices.anyData(area, append);
        ByteBuffer payload = record.payload();
        int cut = choices.random.nextInt(record.length() + 1);
        ByteBuffer[] pieces = {payload.slice(0, cut), payload.slice(cut, record.length() - cut)};
        submit(record, () -> area.gatherAsLong(pieces, append));
        acknowledge(append, record);
    }

    private void acknowledge(Append append, Submission record) {
        if (append.visibility() == Append.Visibility.FLUSHED) {
            client.note(e -> e.acknowledgeUpTo(record.seed()));
        }
    }

    void claim() throws LogException {
        MarshallingArea area = choices.anyArea();
        Append append = choices.anyAppend();
        Submission record = choices.anyData(area, append);
        try (Claim claim = area.claim(record.length(), append)) {
            client.note(e -> e.submit(record.at(claim.lsn().value())));
            claim.buffer().put(record.payload());
            appendBehindClaim(area);
            if (choices.random.nextInt(3) == 0) {
                claim.abort();
                client.coverage.reached(Mark.CLAIM_ABORTED);
                client.note(e -> e.withdraw(record.seed()));
                return;
            }
            claim.commit();
            acknowledge(append, record);
        }
    }

    /** Others append while a claim is open; they are refused what would wait for it. */
    private void appendBehindClaim(MarshallingArea area) throws LogException {
        for (int i = choices.random.nextInt(3); i > 0; i--) {
            Submission record = choices.anyData(area, Append.NONE);
            try {
                submit(record, () -> area.appendAsLong(record.payload(), Append.NONE));
                client.coverage.reached(Mark.APPENDED_BEHIND_CLAIM);
            } catch (LogException e) {
                boolean refused = e.status() == LogStatus.INVALID_PARAMETER || e.status() == LogStatus.FULL;
                if (!refused && !client.storageFailed()) {
                    throw e;
                }
            }
        }
    }
}
