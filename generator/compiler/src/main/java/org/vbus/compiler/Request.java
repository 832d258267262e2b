// SPDX-License-Identifier: Apache-2.0
package org.vbus.compiler;

import java.nio.file.Path;
import java.util.List;

/**
 * What to compile.
 *
 * @param inputs spec files, and folders that are searched for them
 * @param includes folders and jars in which imported packages are looked up
 */
public record Request(List<Path> inputs, List<Path> includes) {
    public Request {
        inputs = List.copyOf(inputs);
        includes = List.copyOf(includes);
    }
}
