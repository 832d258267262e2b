// SPDX-License-Identifier: Apache-2.0
package org.vbus.compiler;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Outputs for several folders: some top folders of the tree have a place of their own. Paths are the same below each. */
public final class SplitOutputs implements Outputs {
    private final OutputTree target;
    private final Map<String, OutputTree> apart = new TreeMap<>();

    /**
     * Outputs for some folders, which are made if they are missing.
     *
     * @param target folder of all outputs that have no other
     * @param apart folders of the outputs whose paths begin with a name, by that name; {@code java/a/B.java} becomes {@code FOLDER/java/a/B.java}
     */
    public SplitOutputs(Path target, Map<String, Path> apart) {
        this.target = new OutputTree(target);
        apart.forEach((name, folder) -> this.apart.put(name, new OutputTree(folder)));
    }

    @Override
    public void write(String path, String text) {
        tree(path).write(path, text);
    }

    @Override
    public void write(String path, byte[] bytes) {
        tree(path).write(path, bytes);
    }

    private OutputTree tree(String path) {
        int slash = path.indexOf('/');
        return apart.getOrDefault(slash < 0 ? path : path.substring(0, slash), target);
    }

    @Override
    public OutputTree.Published publish() throws IOException {
        List<String> written = new ArrayList<>();
        List<String> unchanged = new ArrayList<>();
        for (OutputTree tree : trees().toList()) {
            OutputTree.Published published = tree.publish();
            written.addAll(published.written());
            unchanged.addAll(published.unchanged());
        }
        return new OutputTree.Published(written.stream().sorted().toList(), unchanged.stream().sorted().toList());
    }

    @Override
    public void close() throws IOException {
        IOException failure = null;
        for (OutputTree tree : trees().toList()) {
            try {
                tree.close();
            } catch (IOException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private Stream<OutputTree> trees() {
        return Stream.concat(Stream.of(target), apart.values().stream());
    }
}
