package org.clfs4j.testkit.explore;

import java.util.concurrent.CompletionStage;
import org.clfs4j.Append;
import org.clfs4j.LogFile;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.error.LogException;

/**
 * Appends and flushes without waiting. What comes of it is noted when a stage completes, and that is when the executor is
 * told to work.
 *
 * @threading not thread-safe
 */
final class Stages {

    private final Client client;
    private final Choices choices;

    Stages(Client client, Choices choices) {
        this.client = client;
        this.choices = choices;
    }

    void appendAsync() throws LogException {
        OpenedArea opened = choices.anyArea();
        OpenedStream stream = opened.stream();
        MarshallingArea area = opened.area();
        Append append = choices.anyAppend(stream);
        Submission record = choices.anyData(area, append);
        int operation = client.disk.operations();
        CompletionStage<Lsn> stage = area.appendAsync(record.payload(), append);
        LogFile opening = client.log;
        Throwable[] refusal = new Throwable[1];
        boolean[] submitted = {false};
        stage.whenComplete((lsn, failure) -> {
            if (lsn != null) {
                client.coverage.reached(Mark.STAGE_COMPLETED);
                client.note(stream, e -> e.locate(record.seed(), lsn.value()));
                client.note(stream, e -> e.acknowledgeUpTo(record.seed()));
            } else if (!submitted[0]) {
                refusal[0] = failure;
            } else {
                allowOnlyAfterFailure(opening, failure);
            }
        });
        if (refusal[0] == null) {
            submitted[0] = true;
            client.noteAt(operation, stream, e -> e.submit(record));
        } else {
            rethrow(refusal[0]);
        }
    }

    void flushAsync() throws LogException {
        LogFile opening = client.log;
        Throwable[] refusal = new Throwable[1];
        boolean[] returned = {false};
        OpenedArea opened = choices.anyArea();
        opened.area().flushAsync().whenComplete((bound, failure) -> {
            if (bound != null) {
                client.coverage.reached(Mark.STAGE_COMPLETED);
                client.note(opened.stream(), e -> e.acknowledgeBelow(bound.value()));
            } else if (!returned[0]) {
                refusal[0] = failure;
            } else {
                allowOnlyAfterFailure(opening, failure);
            }
        });
        returned[0] = true;
        if (refusal[0] != null) {
            rethrow(refusal[0]);
        }
    }

    /** Stages of an opening that has failed may fail when the log is open again. */
    private void allowOnlyAfterFailure(LogFile opening, Throwable failure) {
        client.coverage.reached(Mark.STAGE_FAILED);
        if (!client.storageFailed() && client.log == opening) {
            client.complain(new Violation("a stage fails for no reason: " + failure, failure));
        }
    }

    private static void rethrow(Throwable failure) throws LogException {
        Throwable cause = failure.getCause() == null || failure instanceof LogException ? failure : failure.getCause();
        if (cause instanceof LogException typed) {
            throw typed;
        }
        throw new Violation("a stage fails with " + failure, failure);
    }
}
