package org.clfs4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.clfs4j.Access;
import org.clfs4j.Append;
import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.LogProvider;
import org.clfs4j.LogStream;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;
import org.clfs4j.ReadContext;
import org.clfs4j.ReadMode;
import org.clfs4j.StreamInformation;
import org.clfs4j.error.LogException;

/** A log that commands work on, looked at and written to behind their back, by the contracts. */
final class TestLog {

    private final TestShell shell;
    private final LogName name;

    TestLog(TestShell shell, Path path, String... streams) {
        this.shell = shell;
        this.name = LogName.of(path + (streams.length == 0 ? "" : "::"));
        String operand = path.toString();
        run("create", operand + (streams.length == 0 ? "" : "::"), "--containers", "3", "--container-size", "1M");
        for (String stream : streams) {
            run("create", operand + "::" + stream);
        }
    }

    LogName name() {
        return name;
    }

    private void run(String... arguments) {
        assertThat(shell.run(arguments)).as(shell.err()).isZero();
    }

    LogFile open() throws LogException {
        return LogProvider.load().open(name, OpenOptions.openExisting());
    }

    /** Appends a record to a stream; of a dedicated log, the stream is empty. */
    Lsn append(String stream, String text, Append options) throws LogException {
        try (LogFile log = open();
                LogStream of = stream.isEmpty() ? log.stream() : log.stream(stream);
                MarshallingArea area = of.createMarshallingArea(MarshallingAreaOptions.defaults())) {
            return area.append(bytes(text), options);
        }
    }

    Lsn append(String stream, String text) throws LogException {
        return append(stream, text, Append.NONE);
    }

    Lsn restartArea(String stream, String text, Lsn newBase) throws LogException {
        try (LogFile log = open();
                LogStream of = stream.isEmpty() ? log.stream() : log.stream(stream);
                MarshallingArea area = of.createMarshallingArea(MarshallingAreaOptions.defaults())) {
            return area.writeRestartArea(bytes(text), newBase);
        }
    }

    /** Everything that a refused command must leave as it is: streams, markers, containers, records. */
    String contents() throws LogException {
        List<String> lines = new ArrayList<>();
        try (LogFile log =
                LogProvider.load().open(name, OpenOptions.openExisting().access(Access.READ))) {
            log.containers().list().forEach(one -> lines.add(one.path() + " " + one.state()));
            for (StreamInformation stream : log.streams()) {
                lines.add(stream.toString());
                try (LogStream of = stream.name().isEmpty() ? log.stream() : log.stream(stream.name());
                        MarshallingArea area = of.createMarshallingArea(MarshallingAreaOptions.defaults());
                        ReadContext records = area.read(of.baseLsn(), ReadMode.FORWARD)) {
                    while (records.next()) {
                        lines.add(records.lsn() + " " + StandardCharsets.UTF_8.decode(records.payload()));
                    }
                }
            }
        }
        return String.join("\n", lines);
    }

    /** Runs a command that must be refused with one sentence and change nothing. */
    void refuses(int exitCode, String hint, String... arguments) throws LogException {
        String before = contents();
        int actual = shell.run(arguments);
        assertThat(shell.err().lines()).singleElement().asString().startsWith("clfs: ").contains(hint);
        assertThat(actual).isEqualTo(exitCode);
        assertThat(shell.out()).isEmpty();
        assertThat(contents()).isEqualTo(before);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
