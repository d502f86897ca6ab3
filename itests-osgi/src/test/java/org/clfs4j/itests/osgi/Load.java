package org.clfs4j.itests.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.clfs4j.Append;
import org.clfs4j.LogStream;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.allocator.PoolTag;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

/**
 * Threads that append durable records to a stream that comes and goes, and go on with the next one.
 *
 * <p>They do not close their areas when the stream goes: that is left to whoever withdraws it. How much they write is bounded, so
 * that the log does not become full.
 */
final class Load {

    private static final int RECORDS_A_SESSION = 500;

    /** How many records must be durable before something happens to the log. */
    private static final int RECORDS_TO_SEE = 5;

    /** A record that was acknowledged, and the service that it was written with. */
    private record Acknowledged(ServiceReference<LogStream> by, String record) {}

    private final ServiceTracker<LogStream, LogStream> tracker;
    private final MarshallingAreaOptions options;
    private final Semaphore permits = new Semaphore(0);
    private final BlockingQueue<Acknowledged> news = new LinkedBlockingQueue<>();
    private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
    private final Queue<Throwable> refused = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean ended;

    Load(BundleContext context, String filter, PoolTag tag, int writers) throws InvalidSyntaxException {
        tracker = new ServiceTracker<>(
                context,
                FrameworkUtil.createFilter("(&(objectClass=" + LogStream.class.getName() + ")" + filter + ")"),
                null);
        tracker.open();
        options = MarshallingAreaOptions.builder().tag(tag).build();
        for (int i = 0; i < writers; i++) {
            String name = "writer " + i;
            Thread thread = new Thread(new Writer(name), name);
            threads.add(thread);
            thread.start();
        }
    }

    /** Returns when a service has made some records durable; more are being written. */
    void awaitRecordsOf(ServiceReference<LogStream> service) throws InterruptedException {
        permits.drainPermits();
        permits.release(RECORDS_A_SESSION);
        int seen = 0;
        while (seen < RECORDS_TO_SEE) {
            Acknowledged one = news.poll(Services.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            assertThat(one).as("a record that is durable; refused: %s", refused).isNotNull();
            if (one.by().equals(service)) {
                seen++;
            }
        }
    }

    void end() throws InterruptedException {
        ended = true;
        permits.release(threads.size());
        for (Thread thread : threads) {
            thread.join();
        }
        tracker.close();
    }

    int acknowledged() {
        return acknowledged.size();
    }

    void assertOnlyRefusedWhatCameTooLate() {
        assertThat(refused).allSatisfy(each -> assertThat(each)
                .isInstanceOfSatisfying(LogException.class, e -> assertThat(e.status()).isEqualTo(LogStatus.INVALID_HANDLE)));
    }

    void assertAllAcknowledgedAre(List<String> found) {
        Set<String> distinct = new HashSet<>(found);
        assertThat(distinct).as("records that are there once").hasSameSizeAs(found);
        assertThat(acknowledged).isNotEmpty().allSatisfy(record -> assertThat(distinct).contains(record));
        for (int i = 0; i < threads.size(); i++) {
            String writer = "writer " + i + ":";
            assertThat(found.stream()
                            .filter(record -> record.startsWith(writer))
                            .map(record -> Integer.valueOf(record.substring(writer.length())))
                            .toList())
                    .as("what %s wrote, in its order", writer)
                    .isSorted();
        }
    }

    /** One thread, with the number of its next record: a number that was refused is not used again. */
    private final class Writer implements Runnable {

        private final String name;
        private int next;

        Writer(String name) {
            this.name = name;
        }

        @Override
        public void run() {
            while (!ended) {
                try {
                    LogStream stream = tracker.waitForService(Services.PATIENCE.toMillis());
                    ServiceReference<LogStream> reference = tracker.getServiceReference();
                    if (stream != null && reference != null && tracker.getService(reference) == stream) {
                        write(stream, reference);
                    }
                } catch (LogException e) {
                    refused.add(e);
                } catch (InterruptedException | RuntimeException | Error e) {
                    refused.add(e);
                    return;
                }
            }
        }

        /** Writes until the load ends; an area that is refused is left as it is. */
        private void write(LogStream stream, ServiceReference<LogStream> reference) throws LogException, InterruptedException {
            MarshallingArea area = stream.createMarshallingArea(options);
            while (!ended) {
                permits.acquire();
                String record = name + ":" + next++;
                area.append(ByteBuffer.wrap(record.getBytes(StandardCharsets.UTF_8)), Append.FORCE_FLUSH);
                acknowledged.add(record);
                news.add(new Acknowledged(reference, record));
            }
            area.close();
        }
    }
}
