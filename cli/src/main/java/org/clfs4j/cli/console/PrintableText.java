package org.clfs4j.cli.record;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** UTF-8 text as one line that cannot play tricks on a terminal. */
final class PrintableText {

    private PrintableText() {}

    /**
     * Decodes bytes that are text from the first to the last.
     *
     * @param bytes the bytes
     * @return the text, or empty if the bytes are not UTF-8
     */
    static Optional<String> strict(ByteBuffer bytes) {
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
    static String of(ByteBuffer bytes) {
        String text = StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
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
