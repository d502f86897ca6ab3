package org.clfs4j.osgi.gogo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.clfs4j.Append;
import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.LogProvider;
import org.clfs4j.LogStream;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;
import org.clfs4j.error.LogException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.ServiceReference;

/** The commands as Gogo runs them, without a framework. */
class ClfsCommandsTest {

    private static final Pattern FUNCTIONS =
            Pattern.compile("<property name=\"osgi.command.function\"[^>]*>([^<]*)</property>");
    private static final LogProvider PORTABLE = LogProvider.load("default");

    private final Framework framework = new Framework();
    private final ClfsCommands commands = new ClfsCommands(framework.context());
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final ThreadIOImpl threadIo = new ThreadIOImpl();
    private final CommandProcessorImpl processor = new CommandProcessorImpl(threadIo);
    private final Path directory;
    private ServiceReference<?> provider;
    private CommandSession session;

    ClfsCommandsTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @BeforeEach
    void startGogo() throws IOException {
        threadIo.start();
        functions().forEach(function -> processor.addCommand("clfs", commands, function));
        processor.addCommand("test", this, "say");
        session = session(out);
        provider = framework.provider(PORTABLE);
        try (LogFile log = open(OpenOptions.createNew())) {
            log.containers().add(2, 1 << 20);
        }
        append("one", "two");
        framework.log(Map.of(
                "clfs.log", name().toString(), "clfs.kind", "dedicated", "clfs.pid", "org.clfs4j.log~orders", "role", "orders",
                "clfs.provider", "default", "clfs.identity", "an identity", "service.id", 7L));
    }

    @AfterEach
    void stopGogo() {
        session.close();
        processor.stop();
        threadIo.stop();
        assertThat(framework.taken()).as("services that were not given back").isZero();
        assertThat(framework.listeners()).isZero();
    }

    private CommandSession session(OutputStream to) {
        CommandSession created = processor.createSession(
                new ByteArrayInputStream(new byte[0]), new PrintStream(to, true), new PrintStream(err, true));
        created.currentDir(directory);
        return created;
    }

    private LogName name() {
        return LogName.of(directory.resolve("wal"));
    }

    private LogFile open(OpenOptions options) throws LogException {
        return PORTABLE.open(name(), options);
    }

    private void append(String... texts) throws LogException {
        try (LogFile log = open(OpenOptions.openExisting());
                LogStream stream = log.stream();
                MarshallingArea area = stream.createMarshallingArea(MarshallingAreaOptions.defaults())) {
            for (String text : texts) {
                area.append(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), Append.FORCE_FLUSH);
            }
        }
    }

    /** A command of the test. */
    public void say(String what) {
        System.out.println(what);
    }

    private List<String> run(String line) throws Exception {
        out.reset();
        err.reset();
        session.execute(line);
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    /** The functions that the component says it has. */
    private static List<String> functions() throws IOException {
        try (InputStream file = ClfsCommands.class.getResourceAsStream("/OSGI-INF/org.clfs4j.osgi.gogo.ClfsCommands.xml")) {
            String component = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            Matcher property = FUNCTIONS.matcher(component);
            assertThat(property.find()).as(component).isTrue();
            return List.of(property.group(1).strip().split("\\s+"));
        }
    }

    @Test
    void everyFunctionIsAMethodAndNoneIsMissing() throws IOException {
        assertThat(functions())
                .containsExactlyInAnyOrderElementsOf(Stream.of(ClfsCommands.class.getDeclaredMethods())
                        .filter(method -> method.isAnnotationPresent(Descriptor.class))
                        .map(method -> method.getName())
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"wal", "orders", "org.clfs4j.log~orders", "./wal", "wal.blf"})
    void aLogIsNamedAsAServiceOrByItsPath(String name) throws Exception {
        assertThat(run("clfs:cat " + name)).as(err()).containsExactly("00000000:00000000:000  one", "00000000:00000200:000  two");
        assertThat(err()).isEmpty();
    }

    @Test
    void theToolsOptionsAreUnderstood() throws Exception {
        assertThat(run("clfs:cat orders --format raw")).containsExactly("onetwo");
        assertThat(run("clfs:cat --help")).contains("  clfs:cat D/log");
    }

    @Test
    void theListSaysWhatIsPublished() throws Exception {
        assertThat(run("clfs:list"))
                .containsExactly(
                        "name  kind       provider  allocator  log" + " ".repeat(name().toString().length() - 3)
                                + "  configuration          properties",
                        "wal   dedicated  default   -          " + name() + "  org.clfs4j.log~orders  role=orders");
    }

    @Test
    void streamsAreListedBelowTheirLog() throws Exception {
        framework.log(Map.of("clfs.log", "log:/d/books::", "clfs.kind", "multiplexed"));
        framework.stream(Map.of("clfs.log", "log:/d/books::", "clfs.stream", "ledger"));
        framework.stream(Map.of("clfs.log", "log:/d/books::", "clfs.stream", "audit"));
        assertThat(run("clfs:list"))
                .hasSize(5)
                .element(1)
                .asString()
                .matches("books +multiplexed +- +- +log:/d/books:: +- +-");
        assertThat(run("clfs:list").subList(2, 4)).containsExactly("books::audit", "books::ledger");
        assertThat(run("clfs:list --json"))
                .contains("    \"streams\" : [ \"audit\", \"ledger\" ],", "      \"role\" : \"orders\"");
    }

    @Test
    void whereNothingIsPublishedTheListSaysSo() throws Exception {
        ClfsCommands empty = new ClfsCommands(new Framework().context());
        processor.addCommand("empty", empty, "list");
        assertThat(run("empty:list")).containsExactly("no log is published");
    }

    @Test
    void aResultGoesIntoAPipe() throws Exception {
        processor.addCommand("test", this, "count");
        assertThat(run("clfs:cat orders | test:count")).containsExactly("2 lines");
    }

    /** A command of the test. */
    public void count() throws Exception {
        System.out.println(new String(System.in.readAllBytes(), StandardCharsets.UTF_8).lines().count() + " lines");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "clfs:cat nolog | nolog.blf does not exist",
                "clfs:info | LOG",
                "clfs:verify orders::x | verified as a whole",
                "clfs:cat orders --from 0:0:9 | no record at LSN",
                "clfs:cat orders --format xml | xml",
                "clfs:info orders --provider nosuch | nosuch",
                "clfs:watch orders --count 0 | at least 1",
                "clfs:containers add orders | add"
            })
    void whatIsWrongIsOneSentenceAndAnExitCode(String line, String hint) throws Exception {
        assertThat(run(line + " || test:say failed")).containsExactly("failed");
        assertThat(err().lines()).singleElement().asString().startsWith("clfs: ").contains(hint);
    }

    @Test
    void whatGoesWellGoesOn() throws Exception {
        assertThat(run("clfs:verify wal && test:say fine")).hasSize(2).last().isEqualTo("fine");
        assertThat(run("clfs:verify wal").get(0)).startsWith(name() + " is intact; 2 blocks with 2 records");
    }

    @Test
    void aLogThatIsOpenIsReadAndLeftOpen() throws Exception {
        try (LogFile log = open(OpenOptions.openExisting());
                LogStream stream = log.stream();
                MarshallingArea area = stream.createMarshallingArea(MarshallingAreaOptions.defaults())) {
            area.append(ByteBuffer.wrap("three".getBytes(StandardCharsets.UTF_8)), Append.FORCE_FLUSH);
            assertThat(run("clfs:cat orders --format raw")).containsExactly("onetwothree");
            assertThat(run("clfs:info orders")).anyMatch(line -> line.startsWith("log ") && line.contains("wal"));
            assertThat(run("clfs:streams orders")).last().asString().startsWith("tail: held by the base");
            assertThat(run("clfs:containers list orders")).hasSize(2);
            assertThat(run("clfs:dump orders")).isNotEmpty();
            assertThat(run("clfs:verify orders").get(0)).contains(" is intact; 3 blocks with 3 records");
            area.append(ByteBuffer.wrap("four".getBytes(StandardCharsets.UTF_8)), Append.FORCE_FLUSH);
        }
        assertThat(run("clfs:cat orders --format raw")).containsExactly("onetwothreefour");
    }

    @Test
    void aLogThatIsSharedWithNobodyIsCheckedAndNotRead() throws Exception {
        try (LogFile log = open(OpenOptions.openExisting().exclusive())) {
            assertThat(run("clfs:cat orders")).isEmpty();
            assertThat(err().lines()).singleElement().asString().contains(log.name().toString(), "excludes");
            assertThat(run("clfs:verify orders")).singleElement().asString().contains(" is intact");
            assertThat(run("clfs:dump orders")).isNotEmpty();
        }
    }

    @Test
    void theProvidersAreThoseOfTheRegistry() throws Exception {
        assertThat(run("clfs:providers")).last().isEqualTo("chosen: default, the best of [default]");
        framework.goes(provider);
        assertThat(run("clfs:info orders")).isEmpty();
        assertThat(err()).isEqualTo("clfs: no log provider is there; start a bundle that has one, such as org.clfs4j.nio\n");
    }

    /** Output that does something with each piece. */
    private OutputStream meanwhile(Runnable act) {
        return new OutputStream() {
            @Override
            public void write(int b) {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                out.write(bytes, offset, length);
                act.run();
            }
        };
    }

    @Test
    void watchingEndsWhenTheProviderGoes() throws Exception {
        CommandSession watching = session(meanwhile(() -> framework.goes(provider)));
        watching.execute("clfs:watch orders --interval 0.001");
        assertThat(err()).isEqualTo("clfs: ended, since what it reads with is being stopped\n");
    }

    @Test
    void followingEndsWhenTheCommandsGo() throws Exception {
        CommandSession following = session(meanwhile(commands::deactivate));
        following.execute("clfs:cat orders --follow");
        assertThat(out.toString(StandardCharsets.UTF_8)).endsWith("two\n");
        assertThat(err()).isEqualTo("clfs: ended, since what it reads with is being stopped\n");
    }

    @Test
    void followingEndsWithoutAWordWhenItIsInterrupted() throws Exception {
        CommandSession following = session(meanwhile(() -> Thread.currentThread().interrupt()));
        following.execute("clfs:cat orders --follow");
        assertThat(out.toString(StandardCharsets.UTF_8)).endsWith("two\n");
        assertThat(err()).isEmpty();
        Thread.interrupted();
    }
}
