package org.clfs4j.cli.console;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers of bytes as people write and read them: {@code 512}, {@code 64k}, {@code 64M}, {@code 1.5 GiB}. */
public final class ByteSize {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,18})\\s*([kmgt]?)(?:i?b)?", Pattern.CASE_INSENSITIVE);
    private static final String UNITS = "kmgt";
    private static final String[] NAMES = {"KiB", "MiB", "GiB", "TiB"};
    private static final int STEP = 1024;

    private ByteSize() {}

    /**
     * Reads a number of bytes.
     *
     * @param text a whole number, and k, M, G or T for powers of 1024; upper and lower case mean the same
     * @return the number of bytes, greater than 0
     * @throws IllegalArgumentException if the text is something else, zero, or more than a {@code long} holds
     */
    public static long parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            throw notASize(text);
        }
        long bytes = Long.parseLong(matcher.group(1));
        String unit = matcher.group(2).toLowerCase(Locale.ROOT);
        try {
            for (int i = unit.isEmpty() ? -1 : UNITS.indexOf(unit); i >= 0; i--) {
                bytes = Math.multiplyExact(bytes, STEP);
            }
        } catch (ArithmeticException e) {
            throw notASize(text);
        }
        if (bytes == 0) {
            throw notASize(text);
        }
        return bytes;
    }

    /**
     * Writes a number of bytes with the largest unit that leaves a whole part.
     *
     * @param bytes the number
     * @return such as {@code 512 B}, {@code 64 KiB} or {@code 1.5 GiB}
     */
    public static String format(double bytes) {
        if (bytes < STEP) {
            return trim(bytes) + " B";
        }
        double value = bytes / STEP;
        int unit = 0;
        while (value >= STEP && unit < NAMES.length - 1) {
            value /= STEP;
            unit++;
        }
        return trim(value) + " " + NAMES[unit];
    }

    private static String trim(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    private static IllegalArgumentException notASize(String text) {
        return new IllegalArgumentException(
                "\"" + text + "\" is no size; write a whole number of bytes above 0, such as 512, 64k or 64M");
    }
}
