package org.clfs4j.examples.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.clfs4j.examples.bank.Bank.Change;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Killed at any moment, the bank has its money and all that it told. */
class BankKillTest {

    private static final int ROUNDS = Integer.getInteger("bank.kill.rounds", 4);

    @TempDir
    Path directory;

    private Bank open() throws Exception {
        return new Bank(directory, BankMain.ACCOUNTS + BankMain.THREADS);
    }

    @Test
    void noMoneyAndNoTransactionIsLost() throws Exception {
        BankMain.demo(directory, ROUNDS);
        try (Bank bank = open()) {
            assertThat(BankMain.sum(bank)).isEqualTo(BankMain.ACCOUNTS * BankMain.MONEY);
        }
    }

    @Test
    void manyTransactionsFillTheLogOverAndOver() throws Exception {
        try (Bank bank = open()) {
            BankMain.endow(bank);
            for (int i = 0; i < 30_000; i++) {
                boolean commit = i % 10 > 0;
                bank.transact(commit, new Change(i % 1000, -3), new Change(i * 7 % 1000, 3), new Change(1000, 1));
            }
            assertThat(BankMain.sum(bank)).isEqualTo(BankMain.ACCOUNTS * BankMain.MONEY);
            assertThat(bank.balance(1000)).isEqualTo(27_000);
        }
        try (Bank bank = open()) {
            assertThat(BankMain.sum(bank)).isEqualTo(BankMain.ACCOUNTS * BankMain.MONEY);
            assertThat(bank.balance(1000)).isEqualTo(27_000);
        }
    }

    @Test
    void whatIsRolledBackHasNotHappened() throws Exception {
        try (Bank bank = open()) {
            bank.transact(true, new Change(1, 100));
            bank.transact(false, new Change(1, -50), new Change(2, 50), new Change(1, -1));
            assertThat(bank.balance(1)).isEqualTo(100);
            assertThat(bank.balance(2)).isZero();
        }
    }

    /** The check would tell: money that only a page has, and the log does not know, is found to be too much. */
    @Test
    void moneyThatIsMadeIsFound() throws Exception {
        try (Bank bank = open()) {
            BankMain.endow(bank);
        }
        try (FileChannel accounts = FileChannel.open(
                directory.resolve("accounts"), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer balance = ByteBuffer.allocate(Long.BYTES);
            accounts.read(balance, Long.BYTES); // 0 if this page was not written yet
            accounts.write(balance.putLong(0, balance.getLong(0) + 1).clear(), Long.BYTES);
        }
        try (Bank bank = open()) {
            assertThatThrownBy(() -> BankMain.check(bank, new long[BankMain.THREADS]))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("100001");
        }
    }
}
