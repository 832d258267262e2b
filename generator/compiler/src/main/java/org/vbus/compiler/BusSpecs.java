// SPDX-License-Identifier: Apache-2.0
package org.vbus.compiler;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;

/** The bus's own specs, which travel with the compiler below {@code META-INF/vbus}, where any jar may have specs. */
public final class BusSpecs {
    private static final String ONE = "/META-INF/vbus/ioq/ioq.vbus";

    private BusSpecs() { }

    /**
     * The folder or the jar to look up imported packages in.
     *
     * @throws IllegalStateException when the compiler was packed without them
     */
    public static Path root() {
        URL url = BusSpecs.class.getResource(ONE);
        try {
            if (url != null && url.getProtocol().equals("jar")) {
                String path = url.getPath();
                return Path.of(new URI(path.substring(0, path.lastIndexOf("!/"))));
            }
            if (url != null && url.getProtocol().equals("file")) {
                return Path.of(url.toURI()).getParent().getParent();
            }
        } catch (URISyntaxException e) {
            throw new IllegalStateException(url + " names no file", e);
        }
        throw new IllegalStateException("the compiler lacks " + ONE);
    }
}
