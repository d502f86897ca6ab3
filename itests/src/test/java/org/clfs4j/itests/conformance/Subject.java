package org.clfs4j.itests.conformance;

import static net.bytebuddy.matcher.ElementMatchers.isAbstract;
import static net.bytebuddy.matcher.ElementMatchers.named;

import java.util.Optional;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.implementation.MethodCall;
import org.clfs4j.LogProvider;
import org.clfs4j.core.EngineLogProvider;
import org.clfs4j.nio.NioLogProvider;
import org.clfs4j.testkit.CrashableLogConformance;
import org.clfs4j.testkit.CrashableStorage;
import org.clfs4j.testkit.SimCrashableStorage;
import org.clfs4j.testkit.sim.PowerCut;

/** What the suite's classes are made concrete with: the provider "default" behind a {@link Liar}. */
public final class Subject {

    private static Liar liar = new Liar(Optional.empty());

    private Subject() {}

    /** Lets somebody else stand before the providers that tests ask for from now on. */
    static void behind(Liar another) {
        liar = another;
    }

    /** Called by the generated classes. */
    public static LogProvider provider() {
        return liar.disguise(LogProvider.class, new NioLogProvider());
    }

    /** Called by the generated classes. */
    public static CrashableStorage storage() {
        Liar mine = liar;
        return new SimCrashableStorage(
                environment -> mine.disguise(
                        LogProvider.class, new EngineLogProvider(NioLogProvider.NAME, 0, environment)),
                unforced -> PowerCut.LOSE_ALL);
    }

    /** Makes a test class of a class of the suite. */
    static Class<?> concrete(Class<?> suite) throws ReflectiveOperationException {
        String factory = CrashableLogConformance.class.isAssignableFrom(suite) ? "storage" : "provider";
        return new ByteBuddy()
                .subclass(suite)
                .name(Subject.class.getPackageName() + ".Disguised" + suite.getSimpleName())
                .method(named(factory).and(isAbstract()))
                .intercept(MethodCall.invoke(Subject.class.getMethod(factory)))
                .make()
                .load(suite.getClassLoader())
                .getLoaded();
    }
}
