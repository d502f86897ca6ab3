package org.clfs4j.testkit.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.clfs4j.testkit.sim.Mix;

/**
 * Names one crash state of one workload: {@code 17.3/4.0} is "cut the power before operation 17, cut number 3; recover;
 * cut the power before operation 4 of that, cut number 0". The workload itself, without any power cut, is
 * {@code workload}.
 *
 * @threading immutable
 */
record StateId(List<Step> steps) {

    private static final String WORKLOAD_NAME = "workload";
    private static final Pattern WRITTEN = Pattern.compile("\\d{1,9}\\.\\d{1,9}(/\\d{1,9}\\.\\d{1,9})*");

    /** The workload itself. */
    static final StateId WORKLOAD = new StateId(List.of());

    /** One power cut: how many operations were done before it, and which of the cuts that are tried there it is. */
    record Step(int operation, int cut) {}

    StateId {
        steps = List.copyOf(steps);
    }

    static StateId parse(String text) {
        if (text.equals(WORKLOAD_NAME)) {
            return WORKLOAD;
        }
        if (!WRITTEN.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "A state is written like 17.3/4.0, or " + WORKLOAD_NAME + " if nothing was cut off, got " + text);
        }
        List<Step> steps = new ArrayList<>();
        for (String step : text.split("/")) {
            int dot = step.indexOf('.');
            steps.add(new Step(Integer.parseInt(step.substring(0, dot)), Integer.parseInt(step.substring(dot + 1))));
        }
        return new StateId(steps);
    }

    StateId then(int operation, int cut) {
        List<Step> longer = new ArrayList<>(steps);
        longer.add(new Step(operation, cut));
        return new StateId(longer);
    }

    int depth() {
        return steps.size();
    }

    /** Returns a number for all choices that belong to this state alone. */
    long seed(long workload) {
        long seed = workload;
        for (Step step : steps) {
            seed = Mix.of(Mix.of(seed, step.operation), step.cut);
        }
        return seed;
    }

    @Override
    public String toString() {
        if (steps.isEmpty()) {
            return WORKLOAD_NAME;
        }
        StringBuilder text = new StringBuilder();
        for (Step step : steps) {
            text.append(text.isEmpty() ? "" : "/").append(step.operation).append('.').append(step.cut);
        }
        return text.toString();
    }
}
