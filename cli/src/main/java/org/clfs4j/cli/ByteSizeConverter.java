package org.clfs4j.cli;

import org.clfs4j.cli.console.ByteSize;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a number of bytes that fits what it is for. */
final class ByteSizeConverter {

    private ByteSizeConverter() {}

    private static long parse(String text) {
        try {
            return ByteSize.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    /** For files. */
    static final class OfLong implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            return parse(text);
        }
    }

    /** For memory and blocks. */
    static final class OfInt implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            long size = parse(text);
            if (size > Integer.MAX_VALUE) {
                throw new TypeConversionException("\"" + text + "\" is too much; the most is 2147483647 bytes");
            }
            return (int) size;
        }
    }
}
