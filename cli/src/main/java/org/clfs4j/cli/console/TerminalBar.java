package org.clfs4j.cli.console;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * The bar on a terminal. Where there is no terminal this class is not loaded, and the library that draws the bar is not needed.
 *
 * @threading safe for concurrent use
 */
final class TerminalBar implements Progress {

    private final ProgressBar bar;

    private TerminalBar(ProgressBar bar) {
        this.bar = bar;
    }

    static Progress ofBytes(Terminal terminal, String task, long total) {
        return new TerminalBar(builder(terminal, task, total).setUnit(" MiB", 1 << 20).build());
    }

    static Progress ofSteps(Terminal terminal, String task, long total) {
        return new TerminalBar(builder(terminal, task, total).build());
    }

    private static ProgressBarBuilder builder(Terminal terminal, String task, long total) {
        return ProgressBar.builder()
                .setTaskName(task)
                .setInitialMax(total)
                .showSpeed(new DecimalFormat("0.0", DecimalFormatSymbols.getInstance(Locale.ROOT)))
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(100)
                .continuousUpdate()
                .clearDisplayOnFinish()
                .setConsumer(new ProgressLine(System.err, terminal.columns()));
    }

    @Override
    public void to(long done, long total) {
        bar.maxHint(total);
        bar.stepTo(done);
    }

    @Override
    public void close() {
        bar.close();
    }
}
