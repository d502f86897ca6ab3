package org.clfs4j.cli.bench;

import java.util.Arrays;
import java.util.List;

/**
 * Several measurements of one thing.
 *
 * @threading immutable
 * @param values the figures in the order of their rounds; at least one
 */
public record Series(List<Double> values) {

    /** Copies the list. */
    public Series {
        values = List.copyOf(values);
    }

    /**
     * Divides each figure by another one of the same round.
     *
     * @param divisors as many figures
     * @return the ratios
     */
    public Series dividedBy(Series divisors) {
        Double[] ratios = new Double[values.size()];
        Arrays.setAll(ratios, i -> values.get(i) / divisors.values.get(i));
        return new Series(List.of(ratios));
    }

    /**
     * Returns the figure in the middle.
     *
     * @return the median
     */
    public double median() {
        double[] sorted = sorted();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    /**
     * Returns the smallest figure.
     *
     * @return the minimum
     */
    public double min() {
        return sorted()[0];
    }

    /**
     * Returns the largest figure.
     *
     * @return the maximum
     */
    public double max() {
        return sorted()[values.size() - 1];
    }

    private double[] sorted() {
        return values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }
}
