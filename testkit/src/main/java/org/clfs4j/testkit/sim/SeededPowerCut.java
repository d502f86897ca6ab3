package org.clfs4j.testkit.sim;

/**
 * A power cut whose every decision follows from a seed, whatever is asked in which order.
 *
 * @threading immutable
 */
final class SeededPowerCut implements PowerCut {

    /** Which things survive at all. */
    private enum Style {
        NOTHING,
        EVERYTHING,
        PREFIX,
        SUFFIX,
        ALL_BUT_ONE,
        ONLY_ONE,
        EACH_FOR_ITSELF,
        EACH_SECTOR_FOR_ITSELF
    }

    /** Which sectors of a torn thing survive. */
    private enum Tear {
        FIRST_SECTORS,
        LAST_SECTORS,
        ALL_BUT_ONE_SECTOR,
        FIRST_SECTOR_ONLY,
        EACH_SECTOR,
        BYTES
    }

    private static final int SALT_STYLE = -1;
    private static final int SALT_CHOSEN = -2;
    private static final int SALT_TEAR = -3;
    private static final int SALT_ORDER = -4;
    private static final int SALT_CHOSEN_TORN = -5;

    private final long seed;
    private final Style style;
    private final int chosen;
    private final boolean chosenTorn;
    private final boolean shuffled;

    SeededPowerCut(long seed, int count) {
        this.seed = seed;
        Style[] styles = Style.values();
        this.style = styles[Mix.below(styles.length, seed, SALT_STYLE)];
        this.chosen = count == 0 ? 0 : Mix.below(count, seed, SALT_CHOSEN);
        this.chosenTorn = Mix.below(3, seed, SALT_CHOSEN_TORN) != 0;
        this.shuffled = Mix.below(4, seed, SALT_ORDER) == 0;
    }

    @Override
    public Fate fate(int number, Unforced what) {
        Fate atChosen = chosenTorn && what.length() > 0 ? Fate.TORN : Fate.LOST;
        return switch (style) {
            case NOTHING -> Fate.LOST;
            case EVERYTHING -> Fate.KEPT;
            case PREFIX -> number < chosen ? Fate.KEPT : number > chosen ? Fate.LOST : atChosen;
            case SUFFIX -> number > chosen ? Fate.KEPT : number < chosen ? Fate.LOST : atChosen;
            case ALL_BUT_ONE -> number == chosen ? atChosen : Fate.KEPT;
            case ONLY_ONE -> number != chosen ? Fate.LOST : atChosen == Fate.TORN ? Fate.TORN : Fate.KEPT;
            case EACH_FOR_ITSELF -> coin(number) ? Fate.KEPT : Fate.LOST;
            case EACH_SECTOR_FOR_ITSELF -> what.length() > 0
                    ? Fate.TORN
                    : coin(number) ? Fate.KEPT : Fate.LOST;
        };
    }

    private boolean coin(int number) {
        return (Mix.of(seed, number) & 1) != 0;
    }

    @Override
    public int survivingBytes(int number, Unforced what, int sector) {
        Tear[] tears = Tear.values();
        long own = Mix.of(seed, SALT_TEAR - 16L * number);
        Tear tear = tears[Mix.below(tears.length, own, 0)];
        int at = Mix.below((int) Math.max(1, what.length() / SECTOR), own, 1);
        boolean each = (Mix.of(own, 2L + sector) & 1) != 0;
        return switch (style == Style.EACH_SECTOR_FOR_ITSELF ? Tear.EACH_SECTOR : tear) {
            case FIRST_SECTORS -> sector < at ? SECTOR : 0;
            case LAST_SECTORS -> sector > at ? SECTOR : 0;
            case ALL_BUT_ONE_SECTOR -> sector == at ? 0 : SECTOR;
            case FIRST_SECTOR_ONLY -> sector == 0 ? SECTOR : 0;
            case EACH_SECTOR -> each ? SECTOR : 0;
            case BYTES -> sector < at ? SECTOR : sector > at ? 0 : Mix.below(SECTOR, own, 2L + sector);
        };
    }

    @Override
    public int[] order(int count) {
        if (!shuffled) {
            return null;
        }
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int other = Mix.below(i + 1, seed, SALT_ORDER - 16L * (i + 1));
            order[i] = order[other];
            order[other] = i;
        }
        return order;
    }
}
