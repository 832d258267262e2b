// SPDX-License-Identifier: Apache-2.0
package org.vbus.clients;

import acme.dice.DiceBet;
import acme.dice.DiceFFeatures;
import acme.dice.DiceLimitArgs;
import acme.dice.DiceLoadArgs;
import acme.dice.DiceOrder;
import acme.dice.DiceRoll;
import acme.dice.DiceStats;
import acme.dice.DiceStatsRegion;
import acme.dice.DiceSumArgs;
import acme.dice.bus.DiceModel;
import org.vbus.bus.NorthMemory;
import org.vbus.bus.SouthReceiver;
import org.vbus.bus.SouthSender;
import org.vbus.runtime.Errno;
import org.vbus.runtime.ErrnoException;

/** Throws dice: each falls on what comes next. */
final class DiceTable extends DiceModel {
    volatile Table table;

    @Override
    protected Connection connect(NorthMemory memory) {
        table = new Table(memory);
        return table;
    }

    /** One player. */
    static final class Table extends Connection {
        SouthSender<DiceRoll> rolls;
        SouthReceiver<DiceBet> bets;
        DiceStatsRegion stats;
        long sides;
        long due;
        long thrown;
        long total;
        long loaded;
        long bet;

        Table(NorthMemory memory) {
            super(memory);
        }

        @Override
        protected long offerF() {
            return DiceFFeatures.KNOWN;
        }

        @Override
        protected void limit(DiceLimitArgs args) {
            args.setSides(600);
        }

        @Override
        protected void roll(DiceOrder order) {
            if (thrown < due) {
                throw new ErrnoException("dice.ROLL", Errno.EBUSY);
            }
            sides = order.getSides();
            due = order.getCount();
            thrown = 0;
            total = 0;
        }

        @Override
        protected void sum(DiceSumArgs args) {
            args.setTotal(total);
            args.setRolls(thrown);
        }

        @Override
        protected void load(DiceLoadArgs args) {
            loaded = args.getValue();
        }

        @Override
        protected void rolls(SouthSender<DiceRoll> ring) {
            rolls = ring;
        }

        @Override
        protected void bets(SouthReceiver<DiceBet> ring) {
            bets = ring;
        }

        @Override
        protected void stats(DiceStatsRegion region) {
            stats = region;
        }

        /** Throws what is due, as far as there is room. */
        int play() {
            int n = 0;
            while (thrown < due && rolls.claim()) {
                DiceRoll roll = rolls.message();
                roll.setSeq(thrown);
                roll.setValue(loaded > 0 ? loaded : thrown % sides + 1);
                total += roll.getValue();
                rolls.send();
                thrown++;
                n++;
            }
            if (n > 0) {
                rolls.signal();
            }
            if (stats != null) {
                DiceStats shown = stats.stats();
                shown.setRollsRelease(thrown);
                shown.setTotalRelease(total);
            }
            return n;
        }

        /** Takes bets. */
        int take(int limit) {
            int n = bets.poll((record, bytes, length) -> bet += record.getValue(), limit);
            bets.signal();
            return n;
        }
    }
}
