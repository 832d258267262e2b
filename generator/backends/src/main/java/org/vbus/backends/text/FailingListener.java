// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.text;

import org.stringtemplate.v4.STErrorListener;
import org.stringtemplate.v4.misc.STMessage;

/** Turns every complaint into an exception: the stock listener keeps a missing property to itself. */
final class FailingListener implements STErrorListener {
    private final String stem;

    FailingListener(String stem) {
        this.stem = stem;
    }

    @Override
    public void compileTimeError(STMessage message) {
        throw failure(message);
    }

    @Override
    public void runTimeError(STMessage message) {
        throw failure(message);
    }

    @Override
    public void IOError(STMessage message) {
        throw failure(message);
    }

    @Override
    public void internalError(STMessage message) {
        throw failure(message);
    }

    private TemplateException failure(STMessage message) {
        return new TemplateException(stem + ".stg: " + message, message.cause);
    }
}
