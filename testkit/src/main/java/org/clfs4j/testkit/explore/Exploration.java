package org.clfs4j.testkit.explore;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.clfs4j.testkit.explore.StateId.Step;
import org.clfs4j.testkit.sim.Fault;
import org.clfs4j.testkit.sim.Mix;
import org.clfs4j.testkit.sim.PowerCut;
import org.clfs4j.testkit.sim.SimDisk;
import org.clfs4j.testkit.sim.SimOperation;
import org.clfs4j.testkit.sim.Unforced;

/**
 * All crash states of one workload that are tried.
 *
 * <pre>
 *   workload ─▶ operations 0 … n ─▶ before each: power cuts ─▶ disk ─▶ recover, check, work on ─▶ operations 0 … m ─▶ …
 *   depth 0                                                    depth 1                             depth 2
 * </pre>
 *
 * <p>The workload is run once. The disks are constructed from its operations, and are all different, or the same with
 * more acknowledged.
 *
 * @threading not thread-safe
 */
final class Exploration {

    /** Up to so many unforced things, every subset of them is tried. */
    private static final int EXHAUSTIVE = 4;

    private static final int TORN_SAMPLES = 3;
    private static final int SAMPLES = 10;

    /** The number of the one cut, always a seeded one, that is tried below a state that is not swept. */
    private static final int NESTED_CUT = 1 << EXHAUSTIVE;

    /** One of so many states is left by crashing at each operation of its recovery and of the work after it. */
    private static final int SWEPT = 64;

    private static final int SALT_SHAPE = 1;
    private static final int SALT_WORK = 2;
    private static final int SALT_SWEPT = 3;
    private static final int SALT_NESTED = 4;
    private static final int SALT_CUT = 5;
    private static final int SALT_STEPS = 6;
    private static final int SALT_LOOK = 7;
    private static final int SALT_FAULT = 8;

    private final Subject subject;
    private final long seed;
    private final BooleanSupplier wanted;
    private final Coverage coverage = new Coverage();
    private final BlockPool blocks = new BlockPool();
    private final Shape shape;
    private volatile StateId current = StateId.WORKLOAD;
    private long states;
    private long fingerprint;

    /** Prepares it; whether it is still wanted is asked after every state. */
    Exploration(Subject subject, long seed, BooleanSupplier wanted) {
        this.subject = subject;
        this.seed = seed;
        this.wanted = wanted;
        this.shape = Shape.of(new SplittableRandom(Mix.of(seed, SALT_SHAPE)));
    }

    long seed() {
        return seed;
    }

    /** Returns the state that is being explored. */
    StateId current() {
        return current;
    }

    long states() {
        return states;
    }

    Coverage coverage() {
        return coverage;
    }

    /** Returns a number that is the same whenever the same seed made the same states and found the same in them. */
    long fingerprint() {
        return fingerprint;
    }

    /** Explores everything. */
    void run() {
        Client workload = runWorkload();
        sweep(StateId.WORKLOAD, new SimDisk(), workload, expectation());
    }

    /**
     * Explores one state alone.
     *
     * @param story is told line by line what was done, and what each power cut took away
     * @throws NoSuchStateException if the workload has no such state
     */
    void replay(StateId state, Consumer<String> story) {
        story.accept("workload " + seed + ": " + shape);
        Client client = runWorkload();
        SimDisk start = new SimDisk();
        Expectation expected = expectation();
        StateId reached = StateId.WORKLOAD;
        for (Step step : state.steps()) {
            if (step.operation() > client.disk.operations()) {
                throw new NoSuchStateException("There is no state " + state + " of seed " + seed + ": storage was changed "
                        + client.disk.operations() + " times before operation " + step.operation());
            }
            SimDisk disk = replayed(start, client.disk.journal(), step.operation());
            expected = client.history.replay(expected).when(step.operation()).forkAt(step.operation());
            reached = reached.then(step.operation(), step.cut());
            PowerCut cut = cut(reached, step.cut(), disk.unforcedCount());
            tell(story, client.disk.journal(), step.operation());
            story.accept(reached + ": power cut; " + expected);
            tell(story, disk.unforced(), cut);
            start = disk.afterPowerCut(cut);
            client = visit(reached, start, expected);
            states++;
        }
    }

    private static void tell(Consumer<String> story, List<SimOperation> journal, int operations) {
        for (int i = 0; i < operations; i++) {
            story.accept("  " + i + " " + journal.get(i));
        }
    }

    private static void tell(Consumer<String> story, List<Unforced> unforced, PowerCut cut) {
        for (int i = 0; i < unforced.size(); i++) {
            story.accept("  " + cut.fate(i, unforced.get(i)) + " " + unforced.get(i));
        }
    }

    private Expectation expectation() {
        return new Expectation(!shape.multiplexed());
    }

    private Client runWorkload() {
        current = StateId.WORKLOAD;
        Client client = new Client(new SimDisk(), expectation(), blocks, shape, subject, seed, coverage);
        try {
            client.open();
            Work work = new Work(client, Mix.of(seed, SALT_WORK));
            work.run(shape.steps());
            work.close();
        } finally {
            client.end();
        }
        return client;
    }

    private static SimDisk replayed(SimDisk start, List<SimOperation> journal, int operations) {
        SimDisk disk = start.fork();
        journal.subList(0, operations).forEach(disk::apply);
        return disk;
    }

    /** Cuts the power before each operation. */
    private void sweep(StateId parent, SimDisk start, Client client, Expectation atFirst) {
        SimDisk disk = start.fork();
        History.Replay history = client.history.replay(atFirst);
        List<SimOperation> journal = client.disk.journal();
        Set<Long> seen = new HashSet<>();
        for (int operation = 0; operation <= journal.size(); operation++) {
            Expectation expected = history.when(operation);
            int unforced = disk.unforcedCount();
            for (int number = 0; number < cuts(unforced); number++) {
                StateId id = parent.then(operation, number);
                SimDisk after = disk.afterPowerCut(cut(id, number, unforced));
                if (seen.add(Mix.of(after.signature(), expected.demands()))
                        && !explore(id, after, expected.forkAt(operation))) {
                    return;
                }
            }
            if (operation < journal.size()) {
                disk.apply(journal.get(operation));
            }
        }
    }

    private static int cuts(int unforced) {
        return unforced == 0 ? 1 : unforced <= EXHAUSTIVE ? (1 << unforced) + TORN_SAMPLES : SAMPLES;
    }

    private PowerCut cut(StateId id, int number, int unforced) {
        return unforced <= EXHAUSTIVE && number < 1 << unforced
                ? PowerCut.keeping(number)
                : PowerCut.seeded(Mix.of(id.seed(seed), SALT_CUT), unforced);
    }

    /** Explores a state and what lies below it; tells whether to go on. */
    private boolean explore(StateId id, SimDisk disk, Expectation expected) {
        Client client = visit(id, disk, expected);
        states++;
        boolean goOn = wanted.getAsBoolean();
        if (!goOn || !worksOn(id)) {
            return goOn;
        }
        if (swept(id)) {
            sweep(id, disk, client, expected);
        } else {
            int operation = Mix.below(client.disk.operations() + 1, id.seed(seed), SALT_NESTED);
            SimDisk nested = replayed(disk, client.disk.journal(), operation);
            StateId below = id.then(operation, NESTED_CUT);
            SimDisk after = nested.afterPowerCut(cut(below, NESTED_CUT, nested.unforcedCount()));
            goOn = explore(
                    below, after, client.history.replay(expected).when(operation).forkAt(operation));
        }
        return goOn;
    }

    /** After the recovery of most states the log is used again, so that this can be cut off too. */
    private boolean worksOn(StateId id) {
        return id.depth() == 1 || id.depth() == 2 && Mix.below(SWEPT, id.seed(seed), SALT_NESTED) == 0;
    }

    private boolean swept(StateId id) {
        return Mix.below(SWEPT, id.seed(seed), SALT_SWEPT) == 0;
    }

    /** Recovers the log from a disk, checks it, and works on with it. */
    private Client visit(StateId id, SimDisk disk, Expectation expected) {
        current = id;
        if (!expected.isCreated()) {
            coverage.reached(Mark.CUT_CREATION);
        }
        if (id.depth() > 1) {
            coverage.reached(Mark.CUT_RECOVERY);
        }
        long own = id.seed(seed);
        lookAt(disk, expected, own);
        Client client = new Client(disk.fork(), expected.forkAt(0), blocks, shape, subject, own, coverage);
        try {
            injectFaults(client, own);
            client.open();
            fingerprint = Mix.of(
                    fingerprint ^ disk.signature(), client.expected.records());
            if (worksOn(id)) {
                Work work = new Work(client, Mix.of(own, SALT_WORK));
                work.run(1 + Mix.below(swept(id) ? 6 : 2, own, SALT_STEPS));
                work.close();
            }
        } finally {
            client.end();
        }
        return client;
    }

    /** Somebody else looks at some of the disks before the log is recovered, or at a copy that is spoilt. */
    private void lookAt(SimDisk disk, Expectation expected, long own) {
        if (!expected.isCreated()) {
            return;
        }
        switch (Mix.below(24, own, SALT_LOOK)) {
            case 0, 1 -> onlooker(disk.fork(), expected).read();
            case 2 -> onlooker(disk.fork(), expected).validate();
            case 3, 4 -> {
                SimDisk spoilt = disk.fork();
                new SpoiltLog(spoilt, expected, blocks, own).read(onlooker(spoilt, expected), coverage);
            }
            default -> {}
        }
    }

    private Onlooker onlooker(SimDisk disk, Expectation expected) {
        return new Onlooker(disk, expected, blocks, shape, subject, coverage);
    }

    /** Storage sometimes fails during recovery too. */
    private void injectFaults(Client client, long own) {
        if (shape.faulty() && Mix.below(4, own, SALT_FAULT) == 0) {
            int number = Mix.below(12, own, SALT_FAULT + 1);
            boolean reading = (Mix.of(own, SALT_FAULT + 2) & 1) != 0;
            Fault fault = (Mix.of(own, SALT_FAULT + 3) & 1) != 0 ? Fault.ERROR : Fault.EVICTING_ERROR;
            client.faults(call -> call.kind().changes() != reading && call.number() == number ? fault : Fault.NONE);
        }
    }
}
