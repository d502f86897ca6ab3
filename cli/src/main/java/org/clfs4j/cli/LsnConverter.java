package org.clfs4j.cli;

import org.clfs4j.Lsn;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an LSN. */
final class LsnConverter implements ITypeConverter<Lsn> {

    @Override
    public Lsn convert(String text) {
        try {
            return Lsn.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
