package org.clfs4j.osgi.webconsole;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * The files that the page is made of, all of them in this bundle: the browser needs nobody else.
 *
 * @threading immutable
 */
enum PageFile {
    PAGE("page.html", "text/html"),
    STYLE("page.css", "text/css"),
    ICON("icon.svg", "image/svg+xml"),
    SCRIPT("page.js", PageFile.JAVASCRIPT),
    LOG("log.js", PageFile.JAVASCRIPT),
    RING("ring.js", PageFile.JAVASCRIPT),
    STREAMS("streams.js", PageFile.JAVASCRIPT),
    MEMORY("memory.js", PageFile.JAVASCRIPT),
    RATES("rates.js", PageFile.JAVASCRIPT),
    ELEMENTS("elements.js", PageFile.JAVASCRIPT),
    TEXT("text.js", PageFile.JAVASCRIPT);

    private static final String JAVASCRIPT = "text/javascript";

    private final String file;
    private final String type;

    PageFile(String file, String type) {
        this.file = file;
        this.type = type;
    }

    /** Finds a file by its path below the console; nothing else in the bundle can be asked for. */
    static Optional<PageFile> at(String path) {
        return Arrays.stream(values()).filter(each -> each.path().equals(path)).findFirst();
    }

    /** Returns where the file is; the page is what the console calls by its label alone. */
    private String path() {
        return "/" + LogsServlet.LABEL + (this == PAGE ? "" : "/" + file);
    }

    String file() {
        return file;
    }

    /** Returns the media type with its character set. */
    String type() {
        return type + ";charset=UTF-8";
    }

    /** Reads the file. */
    byte[] bytes() throws IOException {
        try (InputStream in = PageFile.class.getResourceAsStream(file)) {
            return in.readAllBytes();
        }
    }
}
