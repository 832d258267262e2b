// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.match;

import java.util.Optional;
import org.vbus.compat.abi.Element;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Fingerprint;

/** What an element is known by when its name is another: its number, its place, its bytes. */
final class Marks {
    private Marks() { }

    /** Equal for what is the same under two names; empty for what only its name tells. */
    static Optional<String> of(Element element) {
        return switch (element.kind()) {
            case STRUCT, ENUM, FLAGS, ALIAS, RING_TYPE -> Optional.of(Fingerprint.brief(element));
            case FIELD, ARM -> facts(element, Fact.OFFSET, Fact.BYTES, Fact.SHAPE, Fact.TAGS);
            case ARG -> facts(element, Fact.OFFSET, Fact.BYTES, Fact.SHAPE, Fact.DIRECTION);
            case PART -> facts(element, Fact.SHIFT, Fact.BITS);
            case RESERVED -> facts(element, Fact.OFFSET, Fact.BYTES);
            // what is not on the wire is no literal's other name
            case LITERAL -> facts(element, Fact.VALUE, Fact.LOCAL);
            case CONST -> facts(element, Fact.VALUE);
            case FLAG, FEATURE -> facts(element, Fact.BIT);
            case GROUP -> facts(element, Fact.NUMBER);
            // a number alone may have been given to something else
            case RING, REGION, CALL, IOCTL, QUEUE -> facts(element, Fact.NUMBER).map(number -> number + Fingerprint.brief(element));
            case REQUEST -> facts(element, Fact.NUMBERS);
            case DEVICE -> facts(element, Fact.TYPE_STRING, Fact.VIRTIO_ID).or(() -> Optional.of(Fingerprint.brief(element)));
            case MODEL -> facts(element, Fact.TYPE_STRING);
            case CHARDEV -> facts(element, Fact.NODE);
            case ATTRIBUTE -> facts(element, Fact.SHAPE, Fact.ACCESS, Fact.UNIT, Fact.WHILE);
            case INDEX, ORDER -> facts(element, Fact.PATH);
            case LET -> facts(element, Fact.VALUE);
            case SPEC, VERSION, READ, TOMBSTONE -> Optional.empty();
        };
    }

    private static Optional<String> facts(Element element, Fact... facts) {
        StringBuilder mark = new StringBuilder();
        for (Fact fact : facts) {
            element.get(fact).ifPresent(value -> mark.append(fact.key()).append('=').append(value).append(';'));
        }
        return Optional.of(mark.toString()).filter(text -> !text.isEmpty());
    }
}
