package org.clfs4j.nio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.clfs4j.LogProvider;
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
import org.clfs4j.testkit.CorruptionConformance;
import org.clfs4j.testkit.CrashConformance;
import org.clfs4j.testkit.CrashModelConformance;
import org.clfs4j.testkit.FlushConformance;
import org.clfs4j.testkit.FollowConformance;
import org.clfs4j.testkit.FormatConformance;
import org.clfs4j.testkit.GoldenConformance;
import org.clfs4j.testkit.InterruptConformance;
import org.clfs4j.testkit.LsnConformance;
import org.clfs4j.testkit.MarshallingAreaConformance;
import org.clfs4j.testkit.ModelConformance;
import org.clfs4j.testkit.OpenConformance;
import org.clfs4j.testkit.ReadConformance;
import org.clfs4j.testkit.RestartConformance;
import org.clfs4j.testkit.StorageFailureConformance;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The conformance suite, run by the provider "default". */
class NioLogProviderConformanceTest {

    @Test
    void everyClassOfTheSuiteIsRun() {
        List<Class<?>> run = new ArrayList<>();
        Arrays.stream(NioLogProviderConformanceTest.class.getDeclaredClasses())
                .forEach(type -> run.add(type.getSuperclass()));
        // Crashes need storage that forgets, over which the engine runs these classes in the test kit's own tests.
        run.add(CrashConformance.class);
        run.add(StorageFailureConformance.class);
        run.add(CrashModelConformance.class);
        assertThat(run).containsExactlyInAnyOrderElementsOf(ConformanceSuite.classes());
    }

    @Nested
    class Lsn extends LsnConformance {
        @Override
        protected LogProvider provider() {
            return new NioLogProvider();
        }
    }

    @Nested
    class Open extends OpenConformance {
        @Override
        protected LogProvider provider() {
            return new NioLogProvider();
        }
    }

    @Nested
    class Container extends ContainerConformance {
        @Override
        protected LogProvider provider() {
            return new NioLogProvider();
        }
    }

    @Nested
    class Append extends AppendConformance {
        @Override
        protected LogProvider provider() {
            return new NioLogProvider();
        }
    }

    @Nested
    class Claim extends ClaimConformance {
        @Override
        protected LogProvider provider() {
            return new NioLogProvider();
        }
    }

    @Nested
    class Flush extends FlushConformance {
        @Override
        protected LogProvider provider() {
            return new NioLogProvider();
        }
    }

    @Nested
    class Base extends BaseConformance {
        @Override
        protected LogProvider provider() {
            return new NioLogProvider();
        }
    }

    @Nested
    class Restart extends RestartConformance {
        @Override
        protected LogProvider provider() {
            return new NioLogProvider();
        }
    }

    @Nested
    class Read extends ReadConformance {
        @Override
        protected LogProvider provider() {
            return new NioLogProvider();
        }
    }

    @Nested
    class Chain extends ChainConformance {
        @Override
        protected LogProvider provider() {
            return new NioLogProvider();
        }
    }

    @Nested
    class Await extends AwaitConformance {
        @Override
        protected LogProvider provider() {
            return new NioLogProvider();
        }
    }

    @Nested
    class Follow extends FollowConformance {
        @Override
        protected LogProvider provider() {
            return new NioLogProvider();
        }
    }

    @Nested
    class Async extends AsyncConformance {
        @Override
        protected LogProvider provider() {
            return new NioLogProvider();
        }
    }

    @Nested
    class MarshallingArea extends MarshallingAreaConformance {
        @Override
        protected LogProvider provider() {
            return new NioLogProvider();
        }
    }

    @Nested
    class Allocator extends AllocatorConformance {
        @Override
        protected LogProvider provider() {
            return new NioLogProvider();
        }
    }

    @Nested
    class BadInput extends BadInputConformance {
        @Override
        protected LogProvider provider() {
            return new NioLogProvider();
        }
    }

    @Nested
    class Format extends FormatConformance {
        @Override
        protected LogProvider provider() {
            return new NioLogProvider();
        }
    }

    @Nested
    class Corruption extends CorruptionConformance {
        @Override
        protected LogProvider provider() {
            return new NioLogProvider();
        }
    }

    @Nested
    class Golden extends GoldenConformance {
        @Override
        protected LogProvider provider() {
            return new NioLogProvider();
        }
    }

    @Nested
    class Concurrency extends ConcurrencyConformance {
        @Override
        protected LogProvider provider() {
            return new NioLogProvider();
        }
    }

    @Nested
    class Interrupt extends InterruptConformance {
        @Override
        protected LogProvider provider() {
            return new NioLogProvider();
        }
    }

    @Nested
    class Model extends ModelConformance {
        @Override
        protected LogProvider provider() {
            return new NioLogProvider();
        }
    }
}
