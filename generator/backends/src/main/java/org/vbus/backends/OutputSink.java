// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends;

/**
 * Where a back end puts its files, from any thread and in any order. Nothing reaches the output folder before all back ends are
 * done.
 */
public interface OutputSink {
    /**
     * Adds one file.
     *
     * @param path relative, {@code /} as separator, without {@code ..}
     * @param text written as UTF-8
     * @throws IllegalArgumentException when the path was written before or leaves the output folder
     */
    void write(String path, String text);

    /**
     * Adds one file that is no text. A sink that only takes text refuses it.
     *
     * @param bytes written as they are
     * @throws IllegalArgumentException as for text
     * @throws UnsupportedOperationException when this sink takes text only
     */
    default void write(String path, byte[] bytes) {
        throw new UnsupportedOperationException(path + " is no text");
    }
}
