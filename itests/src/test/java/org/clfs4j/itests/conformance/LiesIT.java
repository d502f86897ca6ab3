package org.clfs4j.itests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
 * <p>A test that breaks down because of a lie has not found it: only an {@link AssertionError} counts. Lies that few
 * tests could be told come first, being nearest to what a test is about. What found what is in
 * {@code target/lies.tsv}.
 */
class LiesIT {

    /** How many lies there are about what a method of {@link org.clfs4j.Lsn} returns. */
    private static final int VARIANTS = 3;

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
        Map<Method, Set<Lie>> chances = chances();
        Map<Lie, Integer> tests = new HashMap<>();
        chances.values().forEach(lies -> lies.forEach(lie -> tests.merge(lie, 1, Integer::sum)));
        List<String> found = new ArrayList<>();
        List<String> blind = new ArrayList<>();
        for (Map.Entry<Method, Set<Lie>> entry : chances.entrySet()) {
            List<Lie> lies = new ArrayList<>(entry.getValue());
            lies.sort(Comparator.comparing(tests::get));
            Optional<Lie> lie = lies.isEmpty() ? lieAboutLsns(entry.getKey()) : lie(entry.getKey(), lies);
            String name = ConformanceSuite.name(entry.getKey());
            lie.ifPresentOrElse(each -> found.add(line(name, each)), () -> blind.add(name));
        }
        Files.write(Path.of("target", "lies.tsv"), found);
        assertThat(blind)
                .as("tests of the suite that no lie makes fail by an assertion: what do they assert?")
                .isEmpty();
    }

    @Test
    void anAssertionThatAlwaysHoldsFindsNone() throws Exception {
        Method test = BlindConformance.class.getDeclaredMethod("aLogHasContainersOrNone", Path.class);
        Set<Lie> lies = chances(test);
        assertThat(lies).hasSizeGreaterThan(20);
        assertThat(lie(test, List.copyOf(lies))).isEmpty();
    }

    private Map<Method, Set<Lie>> chances() throws ReflectiveOperationException {
        Map<Method, Set<Lie>> chances = new LinkedHashMap<>();
        for (Method test : ConformanceSuite.tests()) {
            chances.put(test, chances(test));
        }
        return chances;
    }

    /** Runs a test with a provider that does not lie, and returns what it could have lied about. */
    private Set<Lie> chances(Method test) throws ReflectiveOperationException {
        Liar honest = new Liar(Optional.empty());
        assertThat(failure(test, honest))
                .as("%s without a lie", ConformanceSuite.name(test))
                .isEmpty();
        return new TreeSet<>(honest.chances());
    }

    private Optional<Lie> lie(Method test, List<Lie> lies) throws ReflectiveOperationException {
        for (Lie lie : lies) {
            if (isFinding(failure(test, new Liar(Optional.of(lie))))) {
                return Optional.of(lie);
            }
        }
        return Optional.empty();
    }

    private Optional<Lie> lieAboutLsns(Method test) throws ReflectiveOperationException {
        for (Method wrong : WrongLsn.methods()) {
            for (int variant = 0; variant < VARIANTS; variant++) {
                Class<?> type = WrongLsn.concrete(test.getDeclaringClass(), wrong, variant);
                if (isFinding(suite.failure(type, test))) {
                    return Optional.of(new Lie("Lsn." + wrong.getName(), Lie.Place.RESULT, 0, variant));
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Throwable> failure(Method test, Liar liar) throws ReflectiveOperationException {
        Class<?> type = concrete.get(test.getDeclaringClass());
        if (type == null) {
            type = Subject.concrete(test.getDeclaringClass());
            concrete.put(test.getDeclaringClass(), type);
        }
        Subject.behind(liar);
        return suite.failure(type, test);
    }

    private static boolean isFinding(Optional<Throwable> failure) {
        return failure.filter(AssertionError.class::isInstance).isPresent();
    }

    private static String line(String test, Lie lie) {
        return String.join(
                "\t", test, lie.method(), lie.place().name(), lie.index() + "", lie.variant() + "");
    }
}
