package org.clfs4j.testkit;

import java.nio.ByteBuffer;
import org.clfs4j.Append;
import org.clfs4j.LogFile;
import org.clfs4j.MarshallingArea;
import org.clfs4j.OpenOptions;
import org.clfs4j.error.LogStatus;

/** The life of what one marshalling area has reserved. */
final class ReservationLife extends LifeCycleSubject {

    private static final int SIZE = 1000;

    /** As many records of a block each as are more than the log can hold. */
    private static final int TOO_MANY = (int) (3 * CONTAINER / 4096);

    private LogFile log;
    private MarshallingArea area;

    ReservationLife(CrashableStorage storage) {
        super(storage);
        state("nothing", this::open);
        state("one record", () -> {
            open();
            area.reserve(SIZE);
        });
        state("two records", () -> {
            open();
            area.reserve(SIZE, SIZE);
        });
        state("returned", () -> {
            bring("one record");
            area.close();
        });
        String[] butTwo = {"nothing", "one record", "returned"};
        event("reserve", () -> area.reserve(SIZE), butTwo);
        event("append and reserve", () -> area.append(bytes("update"), Append.NONE, SIZE), butTwo);
        event("reserve a total", () -> area.allocateReservation(1, area.reservationSize(SIZE)), butTwo);
        event("reserve a total that cannot be", () -> area.allocateReservation(2, 512));
        event("reserve more than there is room for", () -> area.allocateReservation(TOO_MANY, 4096L * TOO_MANY));
        event("use", () -> area.append(bytes("undo"), Append.FORCE_FLUSH.useReservation()));
        event("use for too large a record", () -> area.append(ofLength(3000), Append.NONE.useReservation()));
        event("use and reserve", () -> area.append(bytes("undo"), Append.NONE.useReservation(), SIZE));
        event("release", () -> area.reserve(-SIZE));
        event("append and release", () -> area.append(bytes("commit"), Append.NONE, -SIZE));
        event("release two", () -> area.reserve(-SIZE, -SIZE));
        event("an append that reserves fails", () -> area.append(ofLength(5000), Append.NONE, SIZE, SIZE));
        event("free one", () -> area.freeReservation(1, -area.reservationSize(SIZE)));
        event("free too many", () -> area.freeReservation(3, -area.reservationSize(SIZE)));
        event("free too much", () -> area.freeReservation(1, -area.reservationSize(SIZE, SIZE, SIZE)));
        event("free one and not its room", () -> area.freeReservation(1, -512));
        event("its area is closed", () -> area.close());
        event("the power is cut", () -> {
            cutPower();
            area = null;
            log = track(provider().open(name(), existingWithAllAccess()));
        });
    }

    private void open() throws Exception {
        log = track(provider().open(name(), OpenOptions.createNew()));
        log.containers().add(2, CONTAINER);
        area = track(track(log.stream()).createMarshallingArea(AreaLife.OPTIONS));
    }

    private static ByteBuffer ofLength(int length) {
        return ByteBuffer.allocate(length);
    }

    @Override
    String state() throws Exception {
        long inLog = log.information().totalReservation();
        boolean gone = area == null || isRefused(LogStatus.INVALID_HANDLE, () -> area.reservationSize(1));
        if (gone) {
            return inLog == 0 ? "returned" : "still reserved in the log";
        }
        if (inLog != area.reservation().bytes()) {
            return "not what is reserved in the log";
        }
        return switch (area.reservation().records()) {
            case 0 -> "nothing";
            case 1 -> "one record";
            case 2 -> "two records";
            default -> "more";
        };
    }
}
