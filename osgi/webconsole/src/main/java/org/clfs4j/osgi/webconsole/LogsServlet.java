package org.clfs4j.osgi.webconsole;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.felix.webconsole.servlet.AbstractServlet;
import org.apache.felix.webconsole.servlet.ServletConstants;
import org.clfs4j.LogFile;
import org.clfs4j.allocator.PoolUsage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * Answers what the Web Console passes on: the page, its files, and the data that it shows.
 *
 * <p>Only GET and HEAD are answered. The page is a whole document of its own and not put into the frame of the console, which has
 * scripts in the document and no view for phones.
 *
 * @threading safe for concurrent use
 */
@Component(
        service = Servlet.class,
        property = {
            ServletConstants.PLUGIN_LABEL + "=" + LogsServlet.LABEL,
            ServletConstants.PLUGIN_TITLE + "=clfs4j",
        })
public final class LogsServlet extends AbstractServlet {

    private static final long serialVersionUID = 1L;

    /** What the console calls the page in addresses. */
    static final String LABEL = "clfs4j";

    private static final String DATA = "/" + LABEL + "/data.json";

    /** Nothing in the document runs or is shown but the files of this bundle, and nobody puts it into a frame. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final transient PublishedLogs logs = new PublishedLogs();
    private final transient DataDocument data;

    /** Shows the logs that are bound; called by the framework. */
    @Activate
    public LogsServlet() {
        this(PoolUsage::snapshot, System::nanoTime);
    }

    LogsServlet(Supplier<List<PoolUsage>> memory, LongSupplier nanoTime) {
        data = new DataDocument(logs, memory, nanoTime);
    }

    /**
     * Shows a log from now on; called by the framework.
     *
     * @param log the log
     * @param properties what its service says of itself
     */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindLog(LogFile log, Map<String, Object> properties) {
        logs.add(log, properties);
    }

    /**
     * Does not show a log any more; called by the framework.
     *
     * @param log the log
     */
    void unbindLog(LogFile log) {
        logs.remove(log);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cache-Control", "no-store");
        String method = request.getMethod();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            response.setHeader("Allow", "GET, HEAD");
            response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
            return;
        }
        Optional<PageFile> file = PageFile.at(request.getPathInfo());
        if (file.isPresent()) {
            answer(response, file.get().type(), file.get().bytes());
        } else if (request.getPathInfo().equals(DATA)) {
            answer(response, "application/json", data.bytes());
        } else {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    private static void answer(HttpServletResponse response, String type, byte[] bytes) throws IOException {
        response.setStatus(HttpServletResponse.SC_OK);
        response.setContentType(type);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
