package org.clfs4j.itests.osgi;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.clfs4j.Append;
import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.LogProvider;
import org.clfs4j.LogStream;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;
import org.clfs4j.ReadContext;
import org.clfs4j.ReadMode;
import org.clfs4j.error.LogException;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** All the code of a bundle that asks for no service: it writes a record and reads it as a program outside of OSGi would. */
public final class VisitorActivator implements BundleActivator {

    /** The system property with the path of the log. */
    static final String LOG = "clfs4j.visitor.log";

    /** The system property for what was read. */
    static final String READ = "clfs4j.visitor.read";

    @Override
    public void start(BundleContext context) throws LogException {
        LogName name = LogName.of(System.getProperty(LOG));
        try (LogFile log = LogProvider.load().open(name, OpenOptions.createNew())) {
            log.containers().add(2, 1 << 20);
            try (LogStream stream = log.stream();
                    MarshallingArea area = stream.createMarshallingArea(MarshallingAreaOptions.defaults())) {
                area.append(StandardCharsets.UTF_8.encode("by ServiceLoader"), Append.FORCE_FLUSH);
                try (ReadContext records = area.read(stream.baseLsn(), ReadMode.FORWARD)) {
                    records.next();
                    System.setProperty(READ, text(records.payload()));
                }
            }
        }
    }

    private static String text(ByteBuffer payload) {
        return StandardCharsets.UTF_8.decode(payload).toString();
    }

    @Override
    public void stop(BundleContext context) {
        // Nothing is left open.
    }
}
