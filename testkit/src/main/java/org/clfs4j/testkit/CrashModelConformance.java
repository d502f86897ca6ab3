package org.clfs4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.clfs4j.Append;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;
import org.clfs4j.ReadContext;
import org.clfs4j.ReadMode;
import org.clfs4j.error.LogCategory;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogFullException;
import org.junit.jupiter.api.Test;

/**
 * Random work that is cut off again and again, compared with a plain list: what was acknowledged is there, in order and
 * unchanged, and nothing else but what was submitted after it.
 *
 * @threading tests of one instance run one after the other
 */
public abstract class CrashModelConformance extends CrashableLogConformance {

    private static final int ROUNDS = 25;

    /** One record as it was submitted. */
    private record Submitted(Lsn lsn, String text) {}

    private final List<Submitted> model = new ArrayList<>();
    private Random random;

    /** How many records of the model are acknowledged. */
    private int acknowledged;

    /** The model's records from this one on are needed; an older base may come back, down to {@link #durableBase}. */
    private int base;

    private int durableBase;

    /** For subclasses. */
    protected CrashModelConformance() {}

    @Test
    @Statements({"A6", "A7", "F1", "F5", "F7"})
    void whatWasAcknowledgedSurvivesEveryCut() {
        Seeds.forEach(8, (seed, seeded) -> {
            random = seeded;
            model.clear();
            acknowledged = 0;
            base = 0;
            durableBase = 0;
            useStorage();
            create(2 + random.nextInt(3));
            for (int round = 0; round < ROUNDS; round++) {
                workUntilCutOff();
                abandon();
                storage.crash();
                recover();
            }
            closeAll();
        });
    }

    private void workUntilCutOff() throws Exception {
        area = area(options());
        storage.failAfter(random.nextInt(60));
        try {
            for (int i = 0; i < 400; i++) {
                step();
            }
        } catch (LogException e) {
            assertThat(e.status().category()).isEqualTo(LogCategory.STORAGE);
        }
    }

    private MarshallingAreaOptions options() {
        return MarshallingAreaOptions.builder()
                .blockSize(8192)
                .maxWriteBlocks(1 + random.nextInt(6))
                .build();
    }

    private void step() throws Exception {
        try {
            switch (random.nextInt(20)) {
                case 0 -> acknowledge(area.flush());
                case 1 -> {
                    stream.flushMetadata();
                    durableBase = base;
                }
                case 2 -> advance();
                case 3 -> restart();
                default -> append();
            }
        } catch (LogFullException e) {
            base = model.size();
            stream.advanceBase(stream.nextLsn());
        }
    }

    private void append() throws Exception {
        String text = model.size() + "-".repeat(random.nextInt(5000));
        boolean durable = random.nextInt(6) == 0;
        Lsn next = stream.nextLsn();
        try {
            Lsn lsn = area.append(bytes(text), durable ? Append.FORCE_FLUSH : Append.NONE);
            model.add(new Submitted(lsn, text));
            acknowledged = durable ? model.size() : acknowledged;
        } catch (LogFullException e) {
            throw e;
        } catch (LogException e) {
            // It may have been appended all the same; then it has the next LSN or one behind it.
            model.add(new Submitted(next, text));
            throw e;
        }
    }

    private void acknowledge(Lsn bound) {
        while (acknowledged < model.size() && model.get(acknowledged).lsn().isLess(bound)) {
            acknowledged++;
        }
        assertThat(acknowledged).isEqualTo(model.size());
    }

    private void advance() throws Exception {
        if (base < model.size()) {
            int target = base + random.nextInt(model.size() - base);
            stream.advanceBase(model.get(target).lsn());
            base = target;
        }
    }

    private void restart() throws Exception {
        String text = "restart " + model.size();
        int target = base < model.size() ? base + random.nextInt(model.size() - base) : -1;
        try {
            Lsn lsn = area.writeRestartArea(
                    bytes(text), target < 0 ? Lsn.INVALID : model.get(target).lsn());
            model.add(new Submitted(lsn, text));
            acknowledged = model.size();
            if (target >= 0) {
                base = target;
                durableBase = target;
            }
        } catch (LogFullException e) {
            throw e;
        } catch (LogException e) {
            model.add(new Submitted(stream.nextLsn(), text));
            base = Math.max(base, target);
            throw e;
        }
    }

    /** Opens what the cut left, holds it against the model, and goes on from it. */
    private void recover() throws Exception {
        open(OpenOptions.openExisting());
        area = area(MarshallingAreaOptions.builder().blockSize(8192).build());
        assertThat(log.recovery().damage()).isEmpty();
        List<Submitted> found = new ArrayList<>();
        try (ReadContext context = area.read(stream.baseLsn(), ReadMode.FORWARD)) {
            while (context.next()) {
                found.add(new Submitted(context.lsn(), text(context.payload())));
            }
        }
        List<String> texts = found.stream().map(Submitted::text).toList();
        int first = found.isEmpty() ? Math.max(base, acknowledged) : indexOf(texts.get(0));
        assertThat(first).isBetween(durableBase, Math.max(base, acknowledged));
        int end = first + found.size();
        assertThat(texts).isEqualTo(model.subList(first, end).stream().map(Submitted::text).toList());
        assertThat(end).isGreaterThanOrEqualTo(acknowledged);
        for (int i = 0; i < found.size() && first + i < acknowledged; i++) {
            assertThat(found.get(i).lsn()).isEqualTo(model.get(first + i).lsn());
        }
        model.subList(end, model.size()).clear();
        for (int i = 0; i < found.size(); i++) {
            model.set(first + i, found.get(i));
        }
        base = first;
        durableBase = first;
        acknowledged = end;
    }

    private int indexOf(String text) {
        for (int i = 0; i < model.size(); i++) {
            if (model.get(i).text().equals(text)) {
                return i;
            }
        }
        throw new AssertionError("Never written: " + text);
    }
}
