// SPDX-License-Identifier: Apache-2.0
package org.vbus.lsp.rpc;

import java.io.IOException;
import java.io.InputStream;
import org.eclipse.lsp4j.jsonrpc.MessageIssueHandler;
import org.eclipse.lsp4j.jsonrpc.json.MessageJsonHandler;
import org.eclipse.lsp4j.jsonrpc.json.StreamMessageProducer;

/** Messages from a stream. One that claims to be longer than any is skipped, so that a wrong header costs a message and not the memory. */
public final class Messages extends StreamMessageProducer {
    /** The text of the longest spec, a few times over: every character may be escaped. */
    private static final int LONGEST = 64 << 20;

    private final Log log;

    public Messages(InputStream in, MessageJsonHandler json, MessageIssueHandler issues, Log log) {
        super(in, json, issues);
        this.log = log;
    }

    @Override
    protected boolean handleMessage(InputStream in, Headers headers) {
        if (headers.contentLength < 0 || headers.contentLength > LONGEST) {
            log.say("a message of " + headers.contentLength + " bytes was skipped");
            return skipped(in, headers.contentLength);
        }
        return super.handleMessage(in, headers);
    }

    private static boolean skipped(InputStream in, long bytes) {
        try {
            in.skipNBytes(Math.max(0, bytes));
            return true;
        } catch (IOException e) {
            // the stream ended within it
            return false;
        }
    }

    @Override
    protected void fireError(Throwable error) {
        log.say("a message was not understood: " + String.valueOf(error.getMessage()).replaceAll("\\s+", " "));
    }
}
