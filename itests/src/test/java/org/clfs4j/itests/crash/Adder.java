package org.clfs4j.itests.crash;

import java.io.IOException;
import java.io.OutputStream;
import org.clfs4j.ContainerSet;

/** Adds containers to a log that is being written, one or two at a time. */
final class Adder {

    private final ContainerSet containers;
    private final OutputStream pipe;

    Adder(ContainerSet containers, OutputStream pipe) {
        this.containers = containers;
        this.pipe = pipe;
    }

    /** Adds whenever so many acknowledgements more were made, until there are as many containers as wanted. */
    void add(Keeper keeper, long every, int limit) throws IOException, InterruptedException {
        int count = containers.list().size();
        for (long addition = 1; count + 2 <= limit; addition++) {
            keeper.awaitAcknowledgements(addition * every);
            int more = 1 + (int) (addition % 2);
            Frame.of(Frame.Kind.CONTAINERS_WANTED, count + more).write(pipe);
            containers.add(more);
            count += more;
            Frame.of(Frame.Kind.CONTAINERS_ADDED, count).write(pipe);
        }
    }
}
