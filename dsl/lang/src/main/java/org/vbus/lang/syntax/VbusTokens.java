// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.syntax;

import org.antlr.runtime.CharStream;
import org.antlr.runtime.TokenSource;
import org.vbus.lang.parser.antlr.VbusParser;

/** The generated parser, reading keywords as names where a name must stand. */
public class VbusTokens extends VbusParser {
    @Override
    protected TokenSource createLexer(CharStream stream) {
        return new SoftKeywords(super.createLexer(stream), getTokenDefProvider().getTokenDefMap());
    }
}
