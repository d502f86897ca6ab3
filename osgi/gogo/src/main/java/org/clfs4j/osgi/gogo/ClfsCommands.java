package org.clfs4j.osgi.gogo;

import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Process;
import org.clfs4j.cli.ClfsTool;
import org.clfs4j.cli.console.Shell;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * The commands, as Gogo finds them: public methods of a service that says which they are.
 *
 * <p>A command that fails says one sentence on the session's standard error and sets its exit code, so that {@code &&} and {@code ||}
 * can be used; it throws nothing. It ends when it is interrupted, and when this bundle or a provider that it uses goes.
 *
 * @threading safe for concurrent use
 */
@Component(
        service = ClfsCommands.class,
        property = {
            "osgi.command.scope=clfs",
            "osgi.command.function=list",
            "osgi.command.function=info",
            "osgi.command.function=cat",
            "osgi.command.function=verify",
            "osgi.command.function=watch",
            "osgi.command.function=streams",
            "osgi.command.function=containers",
            "osgi.command.function=dump",
            "osgi.command.function=providers"
        })
public final class ClfsCommands {

    private final BundleContext context;
    private volatile boolean going;

    /**
     * Makes the commands available; called by the framework.
     *
     * @param context the context of this bundle
     */
    @Activate
    public ClfsCommands(BundleContext context) {
        this.context = context;
    }

    /** Ends the commands that are running; called by the framework. */
    @Deactivate
    public void deactivate() {
        going = true;
    }

    /**
     * Lists the logs that are published as services.
     *
     * @param session where it was typed
     * @param arguments options
     */
    @Descriptor("lists the logs that are published as services")
    public void list(CommandSession session, String... arguments) {
        run(session, "list", arguments);
    }

    /**
     * Shows the sizes, markers, streams, containers and state of a log.
     *
     * @param session where it was typed
     * @param arguments the log and options
     */
    @Descriptor("shows the sizes, markers, streams, containers and state of a log")
    public void info(CommandSession session, String... arguments) {
        run(session, "info", arguments);
    }

    /**
     * Prints the records of a log or stream.
     *
     * @param session where it was typed
     * @param arguments the log and options
     */
    @Descriptor("prints the records of a log or stream")
    public void cat(CommandSession session, String... arguments) {
        run(session, "cat", arguments);
    }

    /**
     * Checks every byte of a log that matters.
     *
     * @param session where it was typed
     * @param arguments the log and options
     */
    @Descriptor("checks every byte of a log that matters")
    public void verify(CommandSession session, String... arguments) {
        run(session, "verify", arguments);
    }

    /**
     * Shows how a log or stream grows.
     *
     * @param session where it was typed
     * @param arguments the log and options
     */
    @Descriptor("shows how a log or stream grows, one line for each interval")
    public void watch(CommandSession session, String... arguments) {
        run(session, "watch", arguments);
    }

    /**
     * Lists the streams of a log.
     *
     * @param session where it was typed
     * @param arguments the log and options
     */
    @Descriptor("lists the streams of a log, and tells which of them holds its tail")
    public void streams(CommandSession session, String... arguments) {
        run(session, "streams", arguments);
    }

    /**
     * Lists the containers of a log.
     *
     * @param session where it was typed
     * @param arguments the word list, the log and options
     */
    @Descriptor("lists the containers of a log: containers list LOG")
    public void containers(CommandSession session, String... arguments) {
        run(session, "containers", arguments);
    }

    /**
     * Shows the metadata, block headers and record headers of a log.
     *
     * @param session where it was typed
     * @param arguments the log and options
     */
    @Descriptor("shows the metadata, block headers and record headers of a log")
    public void dump(CommandSession session, String... arguments) {
        run(session, "dump", arguments);
    }

    /**
     * Lists the log providers.
     *
     * @param session where it was typed
     * @param arguments options
     */
    @Descriptor("lists the log providers, what each can do here, and which is chosen")
    public void providers(CommandSession session, String... arguments) {
        run(session, "providers", arguments);
    }

    private void run(CommandSession session, String command, String... operands) {
        String[] arguments = new String[operands.length + 1];
        arguments[0] = command;
        System.arraycopy(operands, 0, arguments, 1, operands.length);
        Process process = Process.Utils.current();
        try (UsedProviders providers = UsedProviders.of(context)) {
            PublishedLogs logs = PublishedLogs.of(context);
            Shell shell = new Session(process.out(), process.err(), session.currentDir(), () -> isOver(providers)).shell();
            int exitCode = ClfsTool.runAsGuest(
                    shell, new ContainerHost(providers, logs), List.of(new ListCommand(shell.out(), logs)), arguments);
            if (isOver(providers)) {
                shell.note("ended, since what it reads with is being stopped");
            }
            process.error(exitCode);
        }
    }

    private boolean isOver(UsedProviders providers) {
        return going || providers.anyHasGone();
    }
}
