// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.validation.lint;

import static org.vbus.lang.diag.Catalogue.*;

import java.util.BitSet;
import org.vbus.model.device.CharDev;

/** The kernel keeps a list of who uses which byte in ioctl numbers; on a byte of another driver a program's mistake does something. */
final class TakenIoctlType implements Lint {
    /** Bytes that Documentation/userspace-api/ioctl/ioctl-number.rst gives to somebody, the letters apart. */
    private static final int[] OTHERS = {
        0x00, 0x02, 0x03, 0x04, 0x06, 0x09, 0x10, 0x12, 0x1b, 0x20, 0x22, 0x3e, 0x80, 0x81, 0x89, 0x8b, 0x8c, 0x90, 0x92, 0x93, 0x94, 0x97,
        0x99, 0xa0, 0xa1, 0xa2, 0xa3, 0xa4, 0xa5, 0xaa, 0xab, 0xac, 0xad, 0xae, 0xaf, 0xb0, 0xb1, 0xb3, 0xb4, 0xb5, 0xb6, 0xb7, 0xc0, 0xca,
        0xcb, 0xcc, 0xcd, 0xce, 0xcf, 0xdb, 0xdd, 0xe5, 0xec, 0xee, 0xf3, 0xf6, 0xfd, 0xfe };
    private static final String LETTERS = "!#$%&1238;=@ABCDEFGHIKLMNOPQRSTUVWXZ[abcdefghijklmnopqrstuvwyz|";
    private static final BitSet TAKEN = new BitSet();

    static {
        for (int one : OTHERS) {
            TAKEN.set(one);
        }
        LETTERS.chars().forEach(TAKEN::set);
    }

    @Override
    public void look(Subject subject) {
        for (CharDev device : subject.spec().charDevs()) {
            if (!device.ioctls().isEmpty() && TAKEN.get(device.letter())) {
                subject.found(device.name(), device.meta(), TAKEN_IOCTL_TYPE.of(device.letter()));
            }
        }
    }
}
