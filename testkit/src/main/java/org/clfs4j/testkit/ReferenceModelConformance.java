package org.clfs4j.testkit;

import org.clfs4j.LogProvider;
import org.clfs4j.testkit.model.ModelRun;
import org.junit.jupiter.api.Test;

/**
 * Random operations on a log and on the reference model of it, with crashes and reopenings, compared step by step.
 *
 * <p>{@code -Dclfs4j.model.operations=N} and {@code -Dclfs4j.model.seeds=N} set how many operations are run in all, and on how
 * many seeds; {@code -Dclfs4j.seed=N} runs one seed alone.
 *
 * @threading tests of one instance run one after the other
 */
public abstract class ReferenceModelConformance extends CrashableLogConformance {

    private static final int OPERATIONS = Integer.getInteger("clfs4j.model.operations", 50_000);
    private static final int SEEDS = Integer.getInteger("clfs4j.model.seeds", 50);

    /** For subclasses. */
    protected ReferenceModelConformance() {}

    @Test
    void aLogDoesWhatTheModelSays() {
        Seeds.forEach(SEEDS, (seed, random) -> {
            useStorage();
            new ModelRun(new ModelDisk(storage), storage.directory(), seed).run(OPERATIONS / SEEDS);
        });
        System.out.println("ReferenceModelConformance: " + OPERATIONS + " operations over " + SEEDS + " seeds, no difference");
    }

    private record ModelDisk(CrashableStorage storage) implements ModelRun.Disk {

        @Override
        public LogProvider provider() {
            return storage.provider();
        }

        @Override
        public void failAfter(int changes) {
            storage.failAfter(changes);
        }

        @Override
        public void crash() {
            storage.crash();
        }
    }
}
