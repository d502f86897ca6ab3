package org.clfs4j.examples.bank;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.clfs4j.examples.bank.Bank.Change;

/**
 * Lets a bank work, kills it, and looks whether all the money is still there.
 *
 * <p>The last accounts hold no money: each counts the transactions that one thread has committed, in the same transactions.
 */
public final class BankMain {

    static final int ACCOUNTS = 1000;
    static final int THREADS = 4;
    static final long MONEY = 100;
    private static final int CHECKPOINT_EVERY = 1000;

    private BankMain() {}

    /**
     * Runs a command.
     *
     * @param arguments {@code run DIRECTORY} until it is killed, {@code check DIRECTORY}, or {@code demo DIRECTORY [ROUNDS]}
     * @throws IOException if files cannot be read or written
     * @throws InterruptedException if the program is interrupted
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path directory = Files.createDirectories(Path.of(arguments[1]));
        switch (arguments[0]) {
            case "run" -> run(directory, System.out);
            case "check" -> {
                try (Bank bank = new Bank(directory, ACCOUNTS + THREADS)) {
                    System.out.println("sum of all accounts: " + sum(bank));
                }
            }
            case "demo" -> demo(directory, arguments.length > 2 ? Integer.parseInt(arguments[2]) : 10);
            default -> throw new IllegalArgumentException("run, check or demo, got " + arguments[0]);
        }
    }

    static long sum(Bank bank) throws IOException {
        long sum = 0;
        for (int account = 0; account < ACCOUNTS; account++) {
            sum += bank.balance(account);
        }
        return sum;
    }

    static long[] committed(Bank bank) throws IOException {
        long[] counts = new long[THREADS];
        for (int thread = 0; thread < THREADS; thread++) {
            counts[thread] = bank.balance(ACCOUNTS + thread);
        }
        return counts;
    }

    /** Gives each account its money, in one transaction. */
    static void endow(Bank bank) throws IOException {
        Change[] changes = new Change[ACCOUNTS];
        Arrays.setAll(changes, account -> new Change(account, MONEY));
        bank.transact(true, changes);
    }

    /** Transfers money in several threads for ever, and tells each committed transaction by the number of its thread. */
    static void run(Path directory, PrintStream told) throws IOException, InterruptedException {
        Bank bank = new Bank(directory, ACCOUNTS + THREADS);
        if (sum(bank) == 0) {
            endow(bank);
        }
        AtomicLong done = new AtomicLong();
        for (int i = 0; i < THREADS; i++) {
            int thread = i;
            new Thread(() -> {
                try {
                    while (true) {
                        if (transfer(bank, thread)) {
                            told.write(thread);
                            told.flush();
                        }
                        if (done.incrementAndGet() % CHECKPOINT_EVERY == 0) {
                            bank.checkpoint();
                        }
                    }
                } catch (IOException e) {
                    e.printStackTrace();
                    Runtime.getRuntime().halt(1);
                }
            })
                    .start();
        }
        Thread.currentThread().join();
    }

    /** Transfers between a few accounts, sometimes between many; one in ten transactions is rolled back. */
    static boolean transfer(Bank bank, int thread) throws IOException {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        int transfers = random.nextInt(50) == 0 ? 40 : 1 + random.nextInt(2);
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < transfers; i++) {
            long amount = 1 + random.nextInt(20);
            changes.add(new Change(random.nextInt(ACCOUNTS), -amount));
            changes.add(new Change(random.nextInt(ACCOUNTS), amount));
        }
        changes.add(new Change(ACCOUNTS + thread, 1));
        boolean commit = random.nextInt(10) > 0;
        bank.transact(commit, changes.toArray(Change[]::new));
        return commit;
    }

    /** Starts a bank and kills it, again and again. */
    static void demo(Path directory, int rounds) throws IOException, InterruptedException {
        long[] known = new long[THREADS];
        long told = 0;
        Random random = new Random();
        for (int round = 0; round < rounds; round++) {
            told += runAndKill(directory, random.nextInt(4) > 0, random.nextInt(600), known);
            try (Bank bank = new Bank(directory, ACCOUNTS + THREADS)) {
                check(bank, known);
                known = committed(bank);
            }
        }
        System.out.printf(
                "%d rounds, %d transactions were told to be committed: lost 0, sum of all accounts %d, as in the beginning%n",
                rounds, told, ACCOUNTS * MONEY);
    }

    /**
     * Adds to the counts what the bank told before it was killed, and returns how much that was.
     *
     * @param atWork whether it is killed only after it has told the first transaction; otherwise perhaps while it recovers
     */
    private static long runAndKill(Path directory, boolean atWork, int millis, long[] counts)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BankMain.class.getName(),
                        "run",
                        directory.toString())
                .start();
        CountDownLatch begun = new CountDownLatch(atWork ? 1 : 0);
        Thread killer = new Thread(() -> {
            try {
                begun.await();
                process.waitFor(millis, TimeUnit.MILLISECONDS);
                process.toHandle().destroyForcibly();
            } catch (InterruptedException e) {
                process.destroyForcibly();
            }
        });
        killer.start();
        long told = 0;
        for (int thread = process.getInputStream().read();
                thread >= 0;
                thread = process.getInputStream().read()) {
            begun.countDown();
            counts[thread]++;
            told++;
        }
        begun.countDown();
        killer.join();
        if (process.waitFor() != 137) {
            throw new IllegalStateException("the bank ended by itself: "
                    + new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))
                            .lines()
                            .toList());
        }
        return told;
    }

    /** Requires that no money is lost or made, and that each thread's transactions are there, but for one that nobody was told of. */
    static void check(Bank bank, long[] known) throws IOException {
        long sum = sum(bank);
        if (sum != 0 && sum != ACCOUNTS * MONEY || sum == 0 && Arrays.stream(known).sum() > 0) {
            throw new IllegalStateException("the sum of all accounts is " + sum + ", not " + ACCOUNTS * MONEY);
        }
        long[] found = committed(bank);
        for (int thread = 0; thread < THREADS; thread++) {
            if (found[thread] < known[thread] || found[thread] > known[thread] + 1) {
                throw new IllegalStateException("thread " + thread + " has committed " + known[thread]
                        + " transactions, and the bank knows " + found[thread]);
            }
        }
    }
}
