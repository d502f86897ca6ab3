package org.clfs4j.itests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.clfs4j.testkit.ConformanceSuite;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * For every test of the suite there is a lie that its assertions find: told by a provider that is correct otherwise,
 * about one thing that the test asks for.
 *
 * <p>A test that breaks down because of a lie has not found it: only an {@link AssertionError} counts. The table
 * {@code lies.tsv} has a lie for each test, so that not all have to be tried every time; for a test that is not there, or
 * whose lie is no longer found, another one is looked for. {@code -Dconformance.update=true} writes the table with what was
 * found, and {@code -Dlies.anew=true} looks for all of them. Lies that few tests could be told come first, being nearest to what
 * a test is about.
 */
class LiesIT {

    private static final Path TABLE = Path.of("src", "test", "resources", "lies.tsv");

    /** How many lies there are about what a method of {@link org.clfs4j.Lsn} returns. */
    private static final int VARIANTS = 3;

    /** What a test gets beside a multiple of what it needs when no lie is told; many lies make one wait for ever. */
    private static final Duration LEAST_PATIENCE = Duration.ofSeconds(2);

    /** By test for which a lie is looked for. */
    private final Map<Method, Duration> patiences = new HashMap<>();

    private final Logger engine = Logger.getLogger("org.clfs4j");
    private final PrintStream out = System.out;

    private final SuiteRun suite = new SuiteRun();
    private final Map<Class<?>, Class<?>> concrete = new HashMap<>();

    @BeforeEach
    void beQuiet() {
        engine.setLevel(Level.OFF); // hundreds of failures that are wanted
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    }

    @AfterEach
    void beLoud() {
        engine.setLevel(null);
        System.setOut(out);
    }

    @Test
    void everyTestOfTheSuiteFindsALie() throws Exception {
        Map<String, Lie> found = Boolean.getBoolean("lies.anew") ? new HashMap<>() : knownToBeFound();
        List<Method> open = ConformanceSuite.tests().stream()
                .filter(test -> !found.containsKey(ConformanceSuite.name(test)))
                .toList();
        Map<Method, Set<Lie>> chances = chances(open);
        Map<Lie, Integer> tests = new HashMap<>();
        chances.values().forEach(lies -> lies.forEach(lie -> tests.merge(lie, 1, Integer::sum)));
        List<String> blind = new ArrayList<>();
        for (Method test : open) {
            List<Lie> lies = new ArrayList<>(chances.get(test));
            lies.sort(Comparator.comparing(tests::get));
            Optional<Lie> lie = lies.isEmpty() ? lieAboutLsns(test) : lie(test, lies);
            String name = ConformanceSuite.name(test);
            lie.ifPresentOrElse(each -> found.put(name, each), () -> blind.add(name));
        }
        write(found);
        assertThat(blind)
                .as("tests of the suite that no lie makes fail by an assertion: what do they assert?")
                .isEmpty();
    }

    /** Tries the lies of the table and returns those that are found, by test. */
    private Map<String, Lie> knownToBeFound() throws IOException, ReflectiveOperationException {
        Map<String, Lie> table = new HashMap<>();
        for (String line : Files.readAllLines(TABLE)) {
            String[] fields = line.split("\t", 2);
            table.put(fields[0], Lie.parse(fields[1]));
        }
        Map<String, Lie> found = new HashMap<>();
        for (Method test : ConformanceSuite.tests()) {
            String name = ConformanceSuite.name(test);
            Lie lie = table.get(name);
            if (lie != null && isFound(test, lie)) {
                found.put(name, lie);
            }
        }
        return found;
    }

    private static void write(Map<String, Lie> found) throws IOException {
        List<String> lines = ConformanceSuite.tests().stream()
                .map(ConformanceSuite::name)
                .filter(found::containsKey)
                .map(name -> name + "\t" + found.get(name).line())
                .toList();
        Files.write(Path.of("target", "lies.tsv"), lines);
        if (Boolean.getBoolean("conformance.update") || Boolean.getBoolean("lies.anew")) {
            Files.write(TABLE, lines);
        }
    }

    @Test
    void anAssertionThatAlwaysHoldsFindsNone() throws Exception {
        Method test = BlindConformance.class.getDeclaredMethod("aLogHasContainersOrNone", Path.class);
        Set<Lie> lies = chances(test);
        assertThat(lies).hasSizeGreaterThan(20);
        assertThat(lie(test, List.copyOf(lies))).isEmpty();
    }

    private Map<Method, Set<Lie>> chances(List<Method> tests) throws ReflectiveOperationException {
        Map<Method, Set<Lie>> chances = new HashMap<>();
        for (Method test : tests) {
            chances.put(test, chances(test));
        }
        return chances;
    }

    /** Runs a test with a provider that does not lie, and returns what it could have lied about. */
    private Set<Lie> chances(Method test) throws ReflectiveOperationException {
        Liar honest = new Liar(Optional.empty());
        long start = System.nanoTime();
        assertThat(failure(test, honest, SuiteRun.PATIENCE))
                .as("%s without a lie", ConformanceSuite.name(test))
                .isEmpty();
        Duration needed = Duration.ofNanos(System.nanoTime() - start);
        patiences.put(test, needed.multipliedBy(10).plus(LEAST_PATIENCE));
        return new TreeSet<>(honest.chances());
    }

    private Optional<Lie> lie(Method test, List<Lie> lies) throws ReflectiveOperationException {
        for (Lie lie : lies) {
            if (isFound(test, lie)) {
                return Optional.of(lie);
            }
        }
        return Optional.empty();
    }

    private Optional<Lie> lieAboutLsns(Method test) throws ReflectiveOperationException {
        for (Method wrong : WrongLsn.methods()) {
            for (int variant = 0; variant < VARIANTS; variant++) {
                Lie lie = new Lie(WrongLsn.name(wrong), Lie.Place.RESULT, 0, variant);
                if (isFound(test, lie)) {
                    return Optional.of(lie);
                }
            }
        }
        return Optional.empty();
    }

    private boolean isFound(Method test, Lie lie) throws ReflectiveOperationException {
        Optional<Method> wrong = WrongLsn.method(lie.method());
        Duration patience = patiences.getOrDefault(test, SuiteRun.PATIENCE);
        Optional<Throwable> failure = wrong.isPresent()
                ? suite.failure(WrongLsn.concrete(test.getDeclaringClass(), wrong.get(), lie.variant()), test, patience)
                : failure(test, new Liar(Optional.of(lie)), patience);
        return failure.filter(AssertionError.class::isInstance).isPresent();
    }

    private Optional<Throwable> failure(Method test, Liar liar, Duration patience) throws ReflectiveOperationException {
        Class<?> type = concrete.get(test.getDeclaringClass());
        if (type == null) {
            type = Subject.concrete(test.getDeclaringClass());
            concrete.put(test.getDeclaringClass(), type);
        }
        Subject.behind(liar);
        return suite.failure(type, test, patience);
    }
}
