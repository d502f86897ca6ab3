package org.clfs4j;

/**
 * What a marshalling area has reserved.
 *
 * <p>Source: the Win32 routine <i>GetLogReservationInfo</i>.
 *
 * @threading immutable
 * @param records how many records can still be appended with {@link Append#useReservation()}
 * @param bytes what they are charged together, headers and whole sectors included
 */
public record ReservationInformation(int records, long bytes) {}
