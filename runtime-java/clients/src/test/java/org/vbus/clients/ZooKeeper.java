// SPDX-License-Identifier: Apache-2.0
package org.vbus.clients;

import acme.zoo.ZooAliasesArgs;
import acme.zoo.ZooArraysArgs;
import acme.zoo.ZooBothArgs;
import acme.zoo.ZooChecksArgs;
import acme.zoo.ZooEndian;
import acme.zoo.ZooEndianArgs;
import acme.zoo.ZooEnumsArgs;
import acme.zoo.ZooFixedArgs;
import acme.zoo.ZooGatedArgs;
import acme.zoo.ZooInSArgs;
import acme.zoo.ZooInUArgs;
import acme.zoo.ZooKind;
import acme.zoo.ZooLastArgs;
import acme.zoo.ZooMixed;
import acme.zoo.ZooMixedTwoArgs;
import acme.zoo.ZooNest;
import acme.zoo.ZooNestsArgs;
import acme.zoo.ZooOrder;
import acme.zoo.ZooOutSArgs;
import acme.zoo.ZooOutUArgs;
import acme.zoo.ZooResultIoArgs;
import acme.zoo.ZooTextsArgs;
import acme.zoo.bus.ZooModel;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.vbus.bus.NorthMemory;

/** Answers every kind of call; {@code lies} makes its answers break the spec. */
final class ZooKeeper extends ZooModel {
    boolean lies;
    int result = 7;
    Day day;

    @Override
    protected Connection connect(NorthMemory memory) {
        day = new Day(memory);
        return day;
    }

    /** One driver. */
    final class Day extends Connection {
        String heard = "";

        Day(NorthMemory memory) {
            super(memory);
        }

        @Override
        protected long offerF() {
            return -1;
        }

        @Override
        protected long offerG() {
            return -1;
        }

        @Override
        protected void nothing() {
            heard = "nothing";
        }

        @Override
        protected void inU(ZooInUArgs args) {
            heard = args.getA() + " " + args.getB() + " " + args.getC() + " " + args.getD() + " " + Long.toUnsignedString(args.getE());
        }

        @Override
        protected void inS(ZooInSArgs args) {
            heard = args.getA() + " " + args.getB() + " " + args.getC() + " " + args.getD() + " " + args.getE();
        }

        @Override
        protected void outU(ZooOutUArgs args) {
            heard = zero(args.segment()) ? "zero" : "something";
            args.setA(255);
            args.setB(1);
            args.setC(65535);
            args.setD(0xffffffffL);
            args.setE(-1);
        }

        @Override
        protected void outS(ZooOutSArgs args) {
            args.setA(lies ? 1 : -1);
            args.setE(5);
        }

        @Override
        protected void both(ZooBothArgs args) {
            args.setE(-args.getE());
            args.setD(lies ? 0 : args.getD() - 1);
            args.setA(!args.getA());
        }

        @Override
        protected void endian(ZooEndianArgs args) {
            args.setD(lies ? 0 : args.getD() + 1);
            args.setE(args.getA());
            args.setF(args.getB());
        }

        @Override
        protected void fixed(ZooFixedArgs args) {
            // the answer has one value only, and has it already
            if (lies) {
                args.segment().set(ValueLayout.JAVA_INT, ZooFixedArgs.ANSWER_OFFSET, 41);
            }
        }

        @Override
        protected void texts(ZooTextsArgs args) {
            byte[] mac = new byte[6];
            args.getHardware(mac);
            mac[5]++;
            args.setHardware(mac);
            String title = args.getTitle();
            args.setBack(title.matches("[ -~]{0,7}") ? title : "?");
            heard = args.getLabel();
        }

        @Override
        protected void arrays(ZooArraysArgs args) {
            for (ZooKind kind : ZooKind.values()) {
                args.setSums(kind, args.getTable(kind.value()));
            }
            heard = args.getNames();
        }

        @Override
        protected void enums(ZooEnumsArgs args) {
            heard = args.getKind() + " " + args.getMood() + " " + args.getFoodValue();
            args.setOrder(ZooOrder.SECOND);
            args.setKind2(args.getKind());
            if (lies) {
                args.segment().set(ValueLayout.JAVA_BYTE, ZooEnumsArgs.KIND2_OFFSET, (byte) 9);
            }
        }

        @Override
        protected void nested(ZooNest args) {
            heard = args.getKind().name();
        }

        @Override
        protected void nests(ZooNestsArgs args) {
            args.other().copyFrom(args.nest());
            if (lies) {
                args.pairs(2).setLow(args.pairs(2).getHigh() + 1);
            }
        }

        @Override
        protected void mixed(ZooMixed args) {
            args.setAnswered(args.getAsked() + 1);
            args.setBoth(lies ? 0 : -args.getBoth());
        }

        @Override
        protected void mixedTwo(ZooMixedTwoArgs args) {
            args.m().setAnswered(args.getCount());
        }

        @Override
        protected void aliases(ZooAliasesArgs args) {
            args.setW2(args.getW() * 2);
            heard = args.getQ();
        }

        @Override
        protected int result() {
            return result;
        }

        @Override
        protected int resultIo(ZooResultIoArgs args) {
            args.setB(args.getA() + 1);
            return result;
        }

        @Override
        protected void checks(ZooChecksArgs args) {
            heard = "checked";
        }

        @Override
        protected int gated(ZooGatedArgs args) {
            args.setC(args.getA());
            return 1;
        }

        @Override
        protected void gatedG(ZooNest args) {
            args.setKind(ZooKind.EMU);
            args.pairs(0).setHigh(3);
            args.at().inner().setZ(5);
        }

        @Override
        protected void endians(ZooEndian args) {
            args.setE(args.getD());
        }

        @Override
        protected void last(ZooLastArgs args) {
            args.setD(-1);
        }

        private static boolean zero(MemorySegment block) {
            for (byte b : block.toArray(ValueLayout.JAVA_BYTE)) {
                if (b != 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
