package org.clfs4j;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How LSNs are written and read: {@code 00000001:0000fe00:003}. */
final class LsnText {

    private static final Pattern PARTS = Pattern.compile("([0-9a-fA-F]{1,8}):([0-9a-fA-F]{1,8}):([0-9a-fA-F]{1,3})");

    private LsnText() {}

    static String format(Lsn lsn) {
        if (lsn.isInvalid()) {
            return "INVALID";
        }
        return String.format("%08x:%08x:%03x", lsn.containerId(), lsn.blockOffset(), lsn.recordSequence());
    }

    static Lsn parse(String text) {
        if (text.equalsIgnoreCase("NULL")) {
            return Lsn.NULL;
        }
        if (text.equalsIgnoreCase("INVALID")) {
            return Lsn.INVALID;
        }
        if (text.startsWith("0x") && text.length() <= 18) {
            try {
                return Lsn.of(Long.parseUnsignedLong(text.substring(2), 16));
            } catch (NumberFormatException e) {
                throw notAnLsn(text, e);
            }
        }
        Matcher parts = PARTS.matcher(text);
        if (!parts.matches()) {
            throw notAnLsn(text, null);
        }
        Lsn lsn = Lsn.create(hex(parts.group(1)), hex(parts.group(2)), (int) hex(parts.group(3)));
        if (lsn.isInvalid()) {
            throw notAnLsn(text, null);
        }
        return lsn;
    }

    private static long hex(String digits) {
        return Long.parseLong(digits, 16);
    }

    private static IllegalArgumentException notAnLsn(String text, Exception cause) {
        return new IllegalArgumentException(
                "\"" + text + "\" is no LSN; write container:offset:record in hexadecimal, such as 00000001:0000fe00:003,"
                        + " or 0x and up to 16 digits",
                cause);
    }
}
