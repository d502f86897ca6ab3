package org.clfs4j.offheap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.clfs4j.LogProvider;
import org.clfs4j.core.Environment;
import org.clfs4j.testkit.AllocatorConformance;
import org.clfs4j.testkit.AppendConformance;
import org.clfs4j.testkit.AsyncConformance;
import org.clfs4j.testkit.AwaitConformance;
import org.clfs4j.testkit.BadInputConformance;
import org.clfs4j.testkit.BaseConformance;
import org.clfs4j.testkit.ChainConformance;
import org.clfs4j.testkit.ClaimConformance;
import org.clfs4j.testkit.ConcurrencyConformance;
import org.clfs4j.testkit.ConformanceSuite;
import org.clfs4j.testkit.ContainerConformance;
import org.clfs4j.testkit.ContainerRemovalConformance;
import org.clfs4j.testkit.ContainerScanConformance;
import org.clfs4j.testkit.CorruptionConformance;
import org.clfs4j.testkit.CrashConformance;
import org.clfs4j.testkit.CrashModelConformance;
import org.clfs4j.testkit.CrashableStorage;
import org.clfs4j.testkit.FlushConformance;
import org.clfs4j.testkit.FollowConformance;
import org.clfs4j.testkit.FormatConformance;
import org.clfs4j.testkit.GoldenConformance;
import org.clfs4j.testkit.InterruptConformance;
import org.clfs4j.testkit.LifeCycleConformance;
import org.clfs4j.testkit.LifeCycleTableConformance;
import org.clfs4j.testkit.LsnConformance;
import org.clfs4j.testkit.MarshallingAreaConformance;
import org.clfs4j.testkit.ModelConformance;
import org.clfs4j.testkit.OpenConformance;
import org.clfs4j.testkit.ReadConformance;
import org.clfs4j.testkit.ReferenceModelConformance;
import org.clfs4j.testkit.ReservationConformance;
import org.clfs4j.testkit.RestartConformance;
import org.clfs4j.testkit.SimCrashableStorage;
import org.clfs4j.testkit.StorageFailureConformance;
import org.clfs4j.testkit.StreamConformance;
import org.clfs4j.testkit.TruncationConformance;
import org.clfs4j.testkit.sim.PowerCut;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The conformance suite, run by the provider "offheap". */
class OffHeapLogProviderConformanceTest {

    private static final IntFunction<PowerCut> LOSING_ALL = unforced -> PowerCut.LOSE_ALL;

    /** Simulated storage, and memory of our own. */
    private static LogProvider provider(Environment simulated) {
        return new OffHeapLogProvider(new Environment(
                simulated.storage(), OffHeapMemory::new, simulated.clock(), simulated.random(), simulated.executors()));
    }

    @Test
    void everyClassOfTheSuiteIsRun() {
        Set<Class<?>> run = new HashSet<>();
        Arrays.stream(OffHeapLogProviderConformanceTest.class.getDeclaredClasses())
                .forEach(type -> run.add(type.getSuperclass()));
        assertThat(run).isEqualTo(Set.copyOf(ConformanceSuite.classes()));
    }

    @Nested
    class Lsn extends LsnConformance {
        @Override
        protected LogProvider provider() {
            return new OffHeapLogProvider();
        }
    }

    @Nested
    class Open extends OpenConformance {
        @Override
        protected LogProvider provider() {
            return new OffHeapLogProvider();
        }
    }

    @Nested
    class Stream extends StreamConformance {
        @Override
        protected LogProvider provider() {
            return new OffHeapLogProvider();
        }
    }

    @Nested
    class LifeCycle extends LifeCycleConformance {
        @Override
        protected LogProvider provider() {
            return new OffHeapLogProvider();
        }
    }

    @Nested
    class Truncation extends TruncationConformance {
        @Override
        protected LogProvider provider() {
            return new OffHeapLogProvider();
        }
    }

    @Nested
    class Reservation extends ReservationConformance {
        @Override
        protected LogProvider provider() {
            return new OffHeapLogProvider();
        }
    }

    @Nested
    class Container extends ContainerConformance {
        @Override
        protected LogProvider provider() {
            return new OffHeapLogProvider();
        }
    }

    @Nested
    class ContainerRemoval extends ContainerRemovalConformance {
        @Override
        protected LogProvider provider() {
            return new OffHeapLogProvider();
        }
    }

    @Nested
    class ContainerScan extends ContainerScanConformance {
        @Override
        protected LogProvider provider() {
            return new OffHeapLogProvider();
        }
    }

    @Nested
    class Append extends AppendConformance {
        @Override
        protected LogProvider provider() {
            return new OffHeapLogProvider();
        }
    }

    @Nested
    class Claim extends ClaimConformance {
        @Override
        protected LogProvider provider() {
            return new OffHeapLogProvider();
        }
    }

    @Nested
    class Flush extends FlushConformance {
        @Override
        protected LogProvider provider() {
            return new OffHeapLogProvider();
        }
    }

    @Nested
    class Base extends BaseConformance {
        @Override
        protected LogProvider provider() {
            return new OffHeapLogProvider();
        }
    }

    @Nested
    class Restart extends RestartConformance {
        @Override
        protected LogProvider provider() {
            return new OffHeapLogProvider();
        }
    }

    @Nested
    class Read extends ReadConformance {
        @Override
        protected LogProvider provider() {
            return new OffHeapLogProvider();
        }
    }

    @Nested
    class Chain extends ChainConformance {
        @Override
        protected LogProvider provider() {
            return new OffHeapLogProvider();
        }
    }

    @Nested
    class Await extends AwaitConformance {
        @Override
        protected LogProvider provider() {
            return new OffHeapLogProvider();
        }
    }

    @Nested
    class Follow extends FollowConformance {
        @Override
        protected LogProvider provider() {
            return new OffHeapLogProvider();
        }
    }

    @Nested
    class Async extends AsyncConformance {
        @Override
        protected LogProvider provider() {
            return new OffHeapLogProvider();
        }
    }

    @Nested
    class MarshallingArea extends MarshallingAreaConformance {
        @Override
        protected LogProvider provider() {
            return new OffHeapLogProvider();
        }
    }

    @Nested
    class Allocator extends AllocatorConformance {
        @Override
        protected LogProvider provider() {
            return new OffHeapLogProvider();
        }
    }

    @Nested
    class BadInput extends BadInputConformance {
        @Override
        protected LogProvider provider() {
            return new OffHeapLogProvider();
        }
    }

    @Nested
    class Format extends FormatConformance {
        @Override
        protected LogProvider provider() {
            return new OffHeapLogProvider();
        }
    }

    @Nested
    class Corruption extends CorruptionConformance {
        @Override
        protected LogProvider provider() {
            return new OffHeapLogProvider();
        }
    }

    @Nested
    class Golden extends GoldenConformance {
        @Override
        protected LogProvider provider() {
            return new OffHeapLogProvider();
        }
    }

    @Nested
    class Concurrency extends ConcurrencyConformance {
        @Override
        protected LogProvider provider() {
            return new OffHeapLogProvider();
        }
    }

    @Nested
    class Interrupt extends InterruptConformance {
        @Override
        protected LogProvider provider() {
            return new OffHeapLogProvider();
        }
    }

    @Nested
    class Model extends ModelConformance {
        @Override
        protected LogProvider provider() {
            return new OffHeapLogProvider();
        }
    }

    // Crashes need storage that forgets: the simulated disk.

    @Nested
    class LifeCycleTable extends LifeCycleTableConformance {
        @Override
        protected CrashableStorage storage() {
            return new SimCrashableStorage(OffHeapLogProviderConformanceTest::provider, LOSING_ALL);
        }
    }

    @Nested
    class Crash extends CrashConformance {
        @Override
        protected CrashableStorage storage() {
            return new SimCrashableStorage(OffHeapLogProviderConformanceTest::provider, LOSING_ALL);
        }
    }

    @Nested
    class StorageFailure extends StorageFailureConformance {
        @Override
        protected CrashableStorage storage() {
            return new SimCrashableStorage(OffHeapLogProviderConformanceTest::provider, LOSING_ALL);
        }
    }

    @Nested
    class CrashModelLosingAll extends CrashModelConformance {
        @Override
        protected CrashableStorage storage() {
            return new SimCrashableStorage(OffHeapLogProviderConformanceTest::provider, LOSING_ALL);
        }
    }

    @Nested
    class CrashModelLosingSome extends CrashModelConformance {
        @Override
        protected CrashableStorage storage() {
            SplittableRandom cuts = new SplittableRandom(5); // the same for every seed, so that each can be run alone
            return new SimCrashableStorage(
                    OffHeapLogProviderConformanceTest::provider, unforced -> PowerCut.seeded(cuts.nextLong(), unforced));
        }
    }

    @Nested
    class ReferenceModel extends ReferenceModelConformance {
        @Override
        protected CrashableStorage storage() {
            SplittableRandom cuts = new SplittableRandom(7); // the same for every seed, so that each can be run alone
            return new SimCrashableStorage(
                    OffHeapLogProviderConformanceTest::provider, unforced -> PowerCut.seeded(cuts.nextLong(), unforced));
        }
    }
}
