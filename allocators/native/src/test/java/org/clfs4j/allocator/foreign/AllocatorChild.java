package org.clfs4j.allocator.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.clfs4j.allocator.AllocatorProvider;
import org.clfs4j.allocator.BlockAllocator;
import org.clfs4j.allocator.BlockAllocators;
import org.clfs4j.allocator.PoolTag;
import org.clfs4j.allocator.PoolType;

/**
 * Another process, with other permissions, that says which allocators work, and takes blocks of 64 KiB of the one that it is
 * given until it gets no more.
 */
final class AllocatorChild {

    private static final int BLOCK = 64 << 10;
    private static final int MOST = 100;

    private AllocatorChild() {}

    /** Runs the child with everything that is on the paths of this process; returns what it says. */
    static String run(List<String> before, List<String> options, String... arguments) throws IOException {
        String path = Stream.of("java.class.path", "jdk.module.path", "surefire.test.class.path")
                .map(property -> System.getProperty(property, ""))
                .filter(entries -> !entries.isEmpty())
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", path, AllocatorChild.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.onExit().join().exitValue()).as(output).isZero();
        return output;
    }

    public static void main(String[] arguments) {
        System.out.println("works: "
                + BlockAllocators.available().stream().map(AllocatorProvider::name).toList());
        for (String name : arguments) {
            BlockAllocator allocator = BlockAllocators.load(name);
            List<ByteBuffer> blocks = new ArrayList<>();
            try {
                while (blocks.size() < MOST) {
                    blocks.add(allocator.allocate(PoolType.NON_PAGED, BLOCK, 1, PoolTag.DEFAULT));
                }
            } catch (IllegalStateException e) {
                System.out.println("refused: " + e.getMessage());
            }
            System.out.println("blocks: " + blocks.size());
            blocks.forEach(allocator::free);
            allocator.free(allocator.allocate(PoolType.NON_PAGED, BLOCK, 1, PoolTag.DEFAULT));
            System.out.println("still works");
        }
    }
}
