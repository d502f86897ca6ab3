package org.clfs4j.testkit.model;

import static org.clfs4j.testkit.model.Difference.requireEqual;
import static org.clfs4j.testkit.model.ModelledLog.bytes;

import java.nio.ByteBuffer;
import org.clfs4j.Append;
import org.clfs4j.Disposition;
import org.clfs4j.LogStream;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.ReadMode;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;
import org.clfs4j.testkit.model.ModelledLog.OpenArea;

/**
 * Illegal calls: each is refused as the contract says, and changes nothing, which the steps that follow would notice.
 *
 * @threading not thread-safe
 */
final class ModelRefusals {

    private static final int KINDS = 12;
    private static final long NO_CONTAINER = 0xFFFF_FFFEL;

    private final ModelledLog at;

    private interface Call {
        void run() throws LogException;
    }

    ModelRefusals(ModelledLog at) {
        this.at = at;
    }

    void any() throws LogException {
        OpenArea open = at.anyArea();
        MarshallingArea area = open.area();
        ModelStream stream = at.modelOf(open);
        LogStream real = at.real(stream);
        int kind = at.random.nextInt(KINDS);
        at.tell("illegal call %d through area %d", kind, open.number());
        switch (kind) {
            case 0 ->
                refused(
                        LogStatus.INVALID_PARAMETER,
                        () -> area.append(ByteBuffer.allocate(area.blockSize()), Append.NONE));
            case 1 ->
                refused(
                        LogStatus.TAIL_INVALID,
                        () -> real.advanceBase(real.nextLsn().increment()));
            case 2 -> refused(LogStatus.INVALID_PARAMETER, () -> area.reserve(0));
            case 3 ->
                refused(
                        LogStatus.INVALID_PARAMETER,
                        () -> area.append(bytes("x"), Append.NONE.useReservation(), 10));
            case 4 ->
                refused(
                        LogStatus.INVALID_RANGE,
                        () -> area.flushTo(real.nextLsn().increment()));
            case 5 ->
                refused(
                        LogStatus.INVALID_RANGE,
                        () -> area.read(Lsn.create(NO_CONTAINER, 0, 0), ReadMode.FORWARD));
            case 6 -> {
                if (open.reserved().isEmpty()) {
                    refused(
                            LogStatus.RECORDS_RESERVED_INVALID,
                            () -> area.append(bytes("x"), Append.NONE.useReservation()));
                }
            }
            case 7 -> {
                if (stream.base().isGreater(Lsn.NULL)) {
                    refused(
                            LogStatus.TAIL_INVALID,
                            () -> real.advanceBase(stream.base().decrement()));
                }
            }
            case 8 ->
                refused(
                        at.dedicated ? LogStatus.DEDICATED : LogStatus.OBJECT_NAME_NOT_FOUND,
                        () -> at.log.stream("nobody made it", Disposition.OPEN_EXISTING));
            case 9 -> refused(LogStatus.NOT_SUPPORTED, () -> real.setEndOfLog(real.baseLsn()));
            case 10 -> {
                if (!at.dedicated) {
                    refused(LogStatus.MULTIPLEXED, () -> real.truncate(real.baseLsn()));
                }
            }
            default ->
                refused(
                        LogStatus.INVALID_PARAMETER,
                        () -> area.append(bytes("x"), Append.NONE.entryAlignment(0)));
        }
    }

    private static void refused(LogStatus status, Call call) {
        try {
            call.run();
        } catch (LogException e) {
            requireEqual("status of a refusal (" + e.getMessage() + ")", status, e.status());
            return;
        }
        throw new Difference("A call was not refused with " + status);
    }
}
