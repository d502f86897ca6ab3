package org.clfs4j.itests.osgi;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.osgi.framework.BundleContext;

/** A session at the console of the framework, in which commands are typed and answered. */
final class Console implements AutoCloseable {

    /** Karaf's sessions know more than Gogo's, and its commands ask for that. It is not on the class path of the tests. */
    private static final String KARAF_SESSIONS = "org.apache.karaf.shell.api.console.SessionFactory";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Commands commands;
    private final Runnable end;

    /** Runs a line. */
    private interface Commands {
        Object execute(CharSequence line) throws Exception;
    }

    private Console(BundleContext context, boolean karaf) throws ReflectiveOperationException {
        InputStream nobodyTypes = new ByteArrayInputStream(new byte[0]);
        PrintStream to = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
        if (karaf) {
            Object factory = context.getService(context.getServiceReference(KARAF_SESSIONS));
            Class<?> sessions = factory.getClass().getClassLoader().loadClass(KARAF_SESSIONS);
            Object session = sessions.getMethod("create", InputStream.class, PrintStream.class, PrintStream.class)
                    .invoke(factory, nobodyTypes, to, errors);
            Class<?> type = sessions.getMethod("create", InputStream.class, PrintStream.class, PrintStream.class)
                    .getReturnType();
            commands = line -> type.getMethod("execute", CharSequence.class).invoke(session, line);
            end = () -> close(type, session);
        } else {
            CommandSession session = context.getService(context.getServiceReference(CommandProcessor.class))
                    .createSession(nobodyTypes, to, errors);
            commands = session::execute;
            end = session::close;
        }
    }

    private static void close(Class<?> type, Object session) {
        try {
            type.getMethod("close").invoke(session);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    static Console open(BundleContext context, boolean karaf) throws ReflectiveOperationException {
        return new Console(context, karaf);
    }

    /** Types a line; returns what is answered on standard output. */
    List<String> type(String line) throws Exception {
        out.reset();
        err.reset();
        commands.execute(line);
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    /** Returns what the last line was answered on standard error. */
    List<String> errors() {
        return err.toString(StandardCharsets.UTF_8).lines().toList();
    }

    /** Returns how many bytes the line that is being answered has got on standard output. */
    int written() {
        return out.size();
    }

    @Override
    public void close() {
        end.run();
    }
}
