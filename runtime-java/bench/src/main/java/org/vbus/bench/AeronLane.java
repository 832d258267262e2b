// SPDX-License-Identifier: Apache-2.0
package org.vbus.bench;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.aeron.logbuffer.BufferClaim;
import io.aeron.logbuffer.FragmentHandler;
import io.aeron.logbuffer.Header;
import java.nio.file.Path;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.BackoffIdleStrategy;

/** Aeron's IPC, with claims, so without a copy on either side; its driver runs in the process that makes the lane, and sleeps most of the time. */
final class AeronLane implements Lane {
    private static final int BYTES = 24;

    private final Aeron aeron;
    private final ExclusivePublication publication;
    private final Subscription subscription;
    private final BufferClaim claim = new BufferClaim();
    private final FragmentHandler handler = this::received;
    private long sum;
    private long last;

    private AeronLane(Aeron aeron, ExclusivePublication publication, Subscription subscription) {
        this.aeron = aeron;
        this.publication = publication;
        this.subscription = subscription;
    }

    /** The driver of all lanes below a folder. */
    static MediaDriver driver(Path folder) {
        return MediaDriver.launch(new MediaDriver.Context().aeronDirectoryName(folder.toString()).threadingMode(ThreadingMode.SHARED)
                .sharedIdleStrategy(new BackoffIdleStrategy()).dirDeleteOnStart(true).dirDeleteOnShutdown(true));
    }

    private static Aeron client(Path folder) {
        return Aeron.connect(new Aeron.Context().aeronDirectoryName(folder.toString()));
    }

    static AeronLane sender(Path folder, int stream) {
        Aeron aeron = client(folder);
        return new AeronLane(aeron, aeron.addExclusivePublication("aeron:ipc?term-length=64k", stream), null);
    }

    static AeronLane receiver(Path folder, int stream) {
        Aeron aeron = client(folder);
        return new AeronLane(aeron, null, aeron.addSubscription("aeron:ipc", stream));
    }

    @Override
    public boolean offer(long cookie, long ptr, long len) {
        if (publication.tryClaim(BYTES, claim) <= 0) {
            return false;
        }
        int at = claim.offset();
        claim.buffer().putLong(at, cookie);
        claim.buffer().putLong(at + 8, ptr);
        claim.buffer().putLong(at + 16, len);
        claim.commit();
        return true;
    }

    private void received(DirectBuffer from, int at, int length, Header header) {
        last = from.getLong(at + 16);
        sum += from.getLong(at) + from.getLong(at + 8) + last;
    }

    @Override
    public int poll(int limit) {
        return subscription.poll(handler, limit);
    }

    @Override
    public long sum() {
        return sum;
    }

    @Override
    public long last() {
        return last;
    }

    @Override
    public void close() {
        aeron.close();
    }
}
