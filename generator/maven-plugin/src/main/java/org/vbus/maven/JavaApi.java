// SPDX-License-Identifier: Apache-2.0
package org.vbus.maven;

import japicmp.cmp.JApiCmpArchive;
import japicmp.cmp.JarArchiveComparator;
import japicmp.cmp.JarArchiveComparatorOptions;
import japicmp.model.JApiBehavior;
import japicmp.model.JApiChangeStatus;
import japicmp.model.JApiClass;
import japicmp.model.JApiCompatibility;
import japicmp.model.JApiField;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Finding;
import org.vbus.compat.rule.Severity;
import org.vbus.compiler.abi.Beside;

/** The generated classes of a released jar beside those of this build, compared by japicmp. Other classes are their author's. */
final class JavaApi {
    private static final int SHOWN = 4;

    private final Path before;
    private final Path after;
    private List<JApiClass> classes;

    JavaApi(Path before, Path after) {
        this.before = before;
        this.after = after;
    }

    /**
     * A finding for each class in the Java package of a judged spec that programs can no longer be linked with, or compiled against, and one where only this
     * build has classes. In words how many were compared.
     */
    Beside compare(Comparison comparison) {
        if (classes == null) {
            classes = compared();
        }
        List<Finding> found = new ArrayList<>();
        List<String> words = new ArrayList<>();
        for (Pair spec : comparison.specs()) {
            // what is only imported has its classes in another jar, or is judged on its own
            if (comparison.before().requested().contains(spec.any().name()) || comparison.after().requested().contains(spec.name())) {
                compare(spec, found, words);
            }
        }
        return new Beside(found, words);
    }

    private void compare(Pair spec, List<Finding> found, List<String> words) {
        List<JApiClass> those = classes.stream().filter(one -> isOf(one, spec)).toList();
        long released = those.stream().filter(one -> one.getChangeStatus() != JApiChangeStatus.NEW).count();
        if (those.isEmpty()) {
            words.add("no Java was compared: neither jar has a class of " + spec.path());
        } else if (released == 0) {
            found.add(missing(those.size(), spec));
            words.add("no Java was compared: the released jar has no class of " + spec.path());
        } else {
            those.stream().filter(one -> !(one.isBinaryCompatible() && one.isSourceCompatible())).forEach(one -> found.add(finding(one, spec)));
            words.add("Java was compared: " + released + (released == 1 ? " class" : " classes") + " of " + spec.path() + " in the released jar, with those of this build");
        }
    }

    private List<JApiClass> compared() {
        JarArchiveComparatorOptions options = new JarArchiveComparatorOptions();
        // what generated classes extend is in other jars
        options.getIgnoreMissingClasses().setIgnoreAllMissingClasses(true);
        List<JApiClass> all = new ArrayList<>(new JarArchiveComparator(options).compare(new JApiCmpArchive(before.toFile(), "old"), new JApiCmpArchive(after.toFile(), "new")));
        all.sort(Comparator.comparing(JApiClass::getFullyQualifiedName));
        return all;
    }

    /** By the package that the older version has for it. */
    private static boolean isOf(JApiClass one, Pair spec) {
        String name = one.getFullyQualifiedName();
        return spec.kind() == Kind.SPEC && spec.any().get(Fact.JAVA_NAME).filter(java -> name.startsWith(java + ".") && name.indexOf('.', java.length() + 1) < 0).isPresent();
    }

    private static Finding missing(int classes, Pair spec) {
        return Finding.about("JAVA_NOT_COMPARED", Severity.WARNING, spec).risks(Axis.SOURCE)
                .says("the released jar has no class of the package, and this build has " + classes + ": nobody knows whether programs that use the released ones still link")
                .instead("name the artifact as the baseline that has classes and specs, or release both in one jar from now on");
    }

    private static Finding finding(JApiClass one, Pair spec) {
        boolean links = one.isBinaryCompatible();
        List<String> what = changed(one);
        String list = String.join("; ", what.subList(0, Math.min(SHOWN, what.size()))) + (what.size() > SHOWN ? "; and " + (what.size() - SHOWN) + " more" : "");
        return Finding.about(links ? "JAVA_SOURCE_CHANGED" : "JAVA_BINARY_CHANGED", Severity.WARNING, spec).breaks(Axis.SOURCE)
                .says("class `" + one.getFullyQualifiedName() + "`: " + (list.isEmpty() ? "something it extends changed" : list) + ". "
                        + (links ? "Programs go on, and need an edit when they are compiled again" : "Programs that were compiled against the released jar fail to link"))
                .instead("keep the name in the spec, or add the new one beside it and say `deprecated`");
    }

    /** What became of a class and of what is in it; of one that is gone only that. */
    private static List<String> changed(JApiClass one) {
        if (one.getChangeStatus() == JApiChangeStatus.REMOVED) {
            return List.of("class removed");
        }
        List<String> what = new ArrayList<>(changes(one));
        one.getMethods().forEach(method -> member(method.getName() + "()", method).ifPresent(what::add));
        one.getConstructors().forEach((JApiBehavior constructor) -> member("its constructor", constructor).ifPresent(what::add));
        one.getFields().forEach((JApiField field) -> member(field.getName(), field).ifPresent(what::add));
        what.sort(null);
        return what;
    }

    private static Optional<String> member(String name, JApiCompatibility member) {
        List<String> changes = changes(member);
        return changes.isEmpty() ? Optional.empty() : Optional.of("`" + name + "` " + String.join(", ", changes));
    }

    private static List<String> changes(JApiCompatibility of) {
        return of.getCompatibilityChanges().stream().filter(change -> !change.isBinaryCompatible() || !change.isSourceCompatible())
                .map(change -> change.getType().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ')).sorted().toList();
    }
}
