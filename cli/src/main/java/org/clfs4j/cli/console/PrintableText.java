package org.clfs4j.cli.console;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** UTF-8 text as one line that cannot play tricks on a terminal. */
public final class PrintableText {

    private PrintableText() {}

    /**
     * Decodes bytes that are text from the first to the last.
     *
     * @param bytes the bytes
     * @return the text, or empty if the bytes are not UTF-8
     */
    public static Optional<String> strict(ByteBuffer bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(bytes.duplicate())
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /**
     * Decodes any bytes for people to look at: what is no UTF-8 becomes {@code U+FFFD}, and control characters but the
     * tab become {@code \xNN}.
     *
     * @param bytes the bytes
     * @return the text, without line ends
     */
    public static String of(ByteBuffer bytes) {
        return of(StandardCharsets.UTF_8.decode(bytes.duplicate()).toString());
    }

    /**
     * Makes control characters visible, all but the tab.
     *
     * @param text any text, such as a name that somebody else has chosen
     * @return the text, without line ends
     */
    public static String of(String text) {
        if (text.chars().noneMatch(PrintableText::isHidden)) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.length() + 16);
        text.chars().forEach(c -> {
            if (isHidden(c)) {
                shown.append(String.format("\\x%02x", c));
            } else {
                shown.append((char) c);
            }
        });
        return shown.toString();
    }

    private static boolean isHidden(int c) {
        return Character.isISOControl(c) && c != '\t';
    }
}
