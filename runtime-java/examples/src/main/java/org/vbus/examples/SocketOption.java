// SPDX-License-Identifier: Apache-2.0
package org.vbus.examples;

import java.nio.file.Files;
import java.nio.file.Path;
import org.vbus.bus.Bus;
import org.vbus.embedded.EmbeddedBus;
import org.vbus.runtime.Errno;
import org.vbus.runtime.ErrnoException;
import picocli.CommandLine.Option;

/** Where processes meet: what servers and clients have in common. */
public final class SocketOption {
    @Option(names = "--socket", paramLabel = "PATH", description = "The bus's socket (default: vbus-example-USER among temporary files).")
    private Path path = Path.of(System.getProperty("java.io.tmpdir"), "vbus-example-" + System.getProperty("user.name"));

    /** Where it is. */
    public Path path() {
        return path;
    }

    /**
     * Lets processes of this user join until this one is interrupted, as by Ctrl-C; then the socket goes.
     *
     * @param greeting said once they may
     */
    public void serve(EmbeddedBus bus, String greeting) throws InterruptedException {
        try {
            bus.serve(path);
        } catch (ErrnoException e) {
            if (e.is(Errno.EADDRINUSE)) {
                throw new ExampleException(path + " is there already: another one serves it, or was killed and left it. "
                        + "Give another --socket, or remove it");
            }
            throw e;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(bus::close));
        System.out.println(greeting + " at " + path + "; Ctrl-C ends it");
        // for ever: the bus's own threads serve
        Thread.currentThread().join();
    }

    /** Joins the bus of another process. */
    public Bus join() {
        if (!Files.exists(path)) {
            throw new ExampleException(path + " is not there: start the other side first, with the same --socket");
        }
        return EmbeddedBus.connect(path);
    }
}
