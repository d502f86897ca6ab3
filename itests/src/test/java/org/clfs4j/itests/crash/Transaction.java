package org.clfs4j.itests.crash;

import java.util.SplittableRandom;

/**
 * Records that a producer appends one after the other, and how it makes them durable.
 *
 * @param round the life of the writing process
 * @param producer the thread in it
 * @param number its number, from 0
 * @param size how many records it has
 * @param ending how its records are made durable
 */
record Transaction(int round, int producer, long number, int size, Ending ending) {

    /** The largest number of records. */
    static final int LARGEST = 60;

    /** How records are made durable. */
    enum Ending {
        /** Each record by itself, with an acknowledgement of its own. */
        EACH_RECORD,
        /** All by a forced flush of the last one. */
        LAST_RECORD,
        /** All by a flush. */
        FLUSH,
        /** All by a flush to the LSN of the last one. */
        FLUSH_TO,
        /** All when the stage of the last one completes. */
        ASYNC
    }

    /** Returns a producer's transaction of a given number: most are small, some are batches. The keeper's are one record. */
    static Transaction of(int round, int producer, long number) {
        if (producer == KillWriter.PRODUCERS) {
            return new Transaction(round, producer, number, 1, Ending.EACH_RECORD);
        }
        SplittableRandom random = new SplittableRandom(31L * (31L * round + producer) + number);
        int size = 1 + random.nextInt(random.nextInt(8) == 0 ? LARGEST : 6);
        Ending[] endings = Ending.values();
        return new Transaction(round, producer, number, size, endings[random.nextInt(endings.length)]);
    }

    RecordId record(int index) {
        return new RecordId(round, producer, number, index);
    }
}
