package org.clfs4j.cli.console;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.function.UnaryOperator;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * How far a long command has got: a bar with rate and time left on a terminal, nothing in a pipe.
 *
 * @threading safe for concurrent use
 */
public interface Progress extends AutoCloseable {

    /** Shows nothing. */
    Progress NONE = new Progress() {
        @Override
        public void to(long done, long total) {}

        @Override
        public void close() {}
    };

    /**
     * Some more is done.
     *
     * @param done how much in all
     * @param total how much there is to do, or a negative number if that is not known
     */
    void to(long done, long total);

    /** Takes the bar away. */
    @Override
    void close();

    /**
     * Starts to show how many bytes are done.
     *
     * @param terminal where
     * @param task what is being done, in a word or two
     * @param total how many bytes there are, or a negative number if that is not known
     * @return the bar
     */
    static Progress ofBytes(Terminal terminal, String task, long total) {
        return of(terminal, task, total, builder -> builder.setUnit(" MiB", 1 << 20));
    }

    /**
     * Starts to show how many steps are done.
     *
     * @param terminal where
     * @param task what is being done, in a word or two
     * @param total how many steps there are
     * @return the bar
     */
    static Progress ofSteps(Terminal terminal, String task, long total) {
        return of(terminal, task, total, UnaryOperator.identity());
    }

    private static Progress of(Terminal terminal, String task, long total, UnaryOperator<ProgressBarBuilder> units) {
        if (!terminal.present()) {
            return NONE;
        }
        ProgressBar bar = units.apply(ProgressBar.builder()
                        .setTaskName(task)
                        .setInitialMax(total)
                        .showSpeed(new DecimalFormat("0.0", DecimalFormatSymbols.getInstance(Locale.ROOT)))
                        .setStyle(ProgressBarStyle.ASCII)
                        .setUpdateIntervalMillis(100)
                        .continuousUpdate()
                        .clearDisplayOnFinish()
                        .setConsumer(new ProgressLine(System.err, terminal.columns())))
                .build();
        return new Progress() {
            @Override
            public void to(long done, long all) {
                bar.maxHint(all);
                bar.stepTo(done);
            }

            @Override
            public void close() {
                bar.close();
            }
        };
    }
}
