// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.matrix;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.vbus.compat.abi.Element;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Deployment;

/** A driver of one version and devices of another: what happens with each device, with and without each feature. */
final class Meeting {
    private static final Set<Kind> SUBJECTS = Set.of(Kind.DEVICE, Kind.CHARDEV);
    /** Nothing of these is exchanged with a driver: administrators use models, and versions are compared by their values. */
    private static final Set<Kind> APART = Set.of(Kind.MODEL, Kind.ATTRIBUTE, Kind.VERSION);

    private final Comparison comparison;
    private final Side driver;
    private final Side device;
    private final List<Located> hits;
    private final Versions versions;
    private final Labels labels;

    /** What is said of one configuration. */
    record Result(String subject, Optional<String> feature, List<String> negotiated, Outcome outcome, String reason) { }

    /** What reports call the two sides. */
    record Labels(String driver, String device) { }

    private Meeting(Comparison comparison, List<Located> findings, Side driver, Labels labels) {
        this.comparison = comparison;
        this.driver = driver;
        this.device = driver.other();
        this.labels = labels;
        this.versions = new Versions(comparison);
        Deployment deployment = driver == Side.NEWER ? Deployment.NEW_DRIVER : Deployment.OLD_DRIVER;
        this.hits = findings.stream().filter(found -> found.hits(deployment)).toList();
    }

    static List<Result> of(Comparison comparison, List<Located> findings, Side driver, Labels labels) {
        Meeting meeting = new Meeting(comparison, findings, driver, labels);
        List<Result> results = new ArrayList<>();
        Set<Pair> met = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Pair spec : comparison.specs()) {
            spec.children().stream().filter(pair -> SUBJECTS.contains(pair.kind())).forEach(subject -> {
                met.addAll(Reach.from(subject, comparison, (pair, side) -> true));
                if (driver.of(subject).isPresent()) {
                    results.addAll(meeting.subject(subject));
                }
            });
        }
        comparison.specs().forEach(spec -> meeting.rest(spec, met).ifPresent(results::add));
        results.sort(Comparator.comparing(Result::subject));
        return results;
    }

    /** The name of a subject, as it is in one version. */
    static String name(Kind kind, String packageName, String name) {
        return kind.word() + " " + packageName + "." + name;
    }

    private List<Result> subject(Pair subject) {
        String name = name(subject.kind(), driver.of(subject.parent().orElseThrow()).orElseThrow().name(), driver.of(subject).orElseThrow().name());
        Features features = new Features(subject);
        List<Result> results = new ArrayList<>();
        Reasons base = meet(subject, features, Set.of());
        results.add(new Result(name, Optional.empty(), List.of(), base.outcome(), base.reason()));
        features.all().forEach(feature -> results.add(with(subject, features, feature, name)));
        return results;
    }

    private Result with(Pair subject, Features features, Feature feature, String subjectName) {
        String name = feature.name();
        Optional<Set<Feature>> on = features.withRequired(feature);
        if (on.isPresent()) {
            Reasons with = meet(subject, features, on.get());
            return new Result(subjectName, Optional.of(name), on.get().stream().map(Feature::name).sorted().toList(), with.outcome(), with.reason());
        }
        Reasons without = meet(subject, features, Set.of());
        Optional<Feature.Known> asked = feature.on(driver);
        Optional<Feature> taken = asked.flatMap(known -> features.at(known.bit(), device)).filter(other -> other != feature);
        if (without.outcome().compareTo(Outcome.REFUSES) < 0) {
            if (taken.isPresent()) {
                without.add(Outcome.CORRUPTS, "the driver asks for " + feature.name() + " by the bit that is " + taken.get().name() + " to the device");
            } else {
                without.add(Outcome.DEGRADED, lacking(feature) + ", so it is not granted");
            }
        }
        return new Result(subjectName, Optional.of(name), List.of(), without.outcome(), without.reason());
    }

    private String lacking(Feature feature) {
        if (feature.on(driver).isEmpty()) {
            return "the driver of " + labels.driver() + " does not know " + feature.name();
        }
        if (feature.on(device).isEmpty()) {
            return "the device of " + labels.device() + " does not know " + feature.name();
        }
        return feature.isShared() ? "what " + feature.name() + " requires is not on both sides" : "the two know " + feature.name() + " by different bits";
    }

    private Reasons meet(Pair subject, Features features, Set<Feature> on) {
        Reasons reasons = new Reasons();
        if (device.of(subject).isEmpty()) {
            reasons.add(Outcome.REFUSES, labels.device() + " has no " + subject.kind().word() + " " + driver.of(subject).orElseThrow().name());
            return reasons;
        }
        if (!subject.isMatched()) {
            reasons.add(Outcome.REFUSES, "it is not the same kind of thing in " + labels.device());
            return reasons;
        }
        BiPredicate<Pair, Side> isOn = (pair, side) -> pair.kind() == Kind.FEATURE
                ? on.stream().anyMatch(feature -> feature.pair().filter(own -> own == pair).isPresent()) : features.mayHold(pair, side, on);
        Set<Pair> reached = Reach.from(subject, comparison, isOn);
        handshake(subject, reached, reasons);
        if (reasons.outcome() == Outcome.REFUSES) {
            return reasons;
        }
        Set<Pair> silent = ioctls(subject, reached, reasons);
        Set<Pair> exchanged = Reach.from(subject, comparison, (pair, side) -> !silent.contains(pair) && isOn.test(pair, side));
        hits.stream().filter(found -> found.isIn(exchanged)).forEach(found -> judge(found, reasons));
        return reasons;
    }

    /** What is compared before anything else is exchanged. */
    private void handshake(Pair subject, Set<Pair> reached, Reasons reasons) {
        differs(subject, Fact.TYPE_STRING, "type strings", reasons);
        differs(subject, Fact.VIRTIO_ID, "virtio device numbers", reasons);
        String asked = versions.opening(subject, driver);
        String served = versions.opening(subject, device);
        if (subject.kind() == Kind.DEVICE && !asked.equals(served)) {
            reasons.add(Outcome.REFUSES, "the driver opens it in version " + asked + ", the device serves " + served);
            return;
        }
        Stream.concat(Stream.of(subject), reached.stream().filter(pair -> pair.kind() == Kind.RING_TYPE && pair.isMatched()).sorted(Comparator.comparing(Pair::path)))
                .forEach(pair -> versions.raised(pair).ifPresent(version -> reasons.add(Outcome.REFUSES, raised(version))));
    }

    private String raised(Pair version) {
        return version.name() + " is " + side(driver, version) + " to the driver and " + side(device, version) + " to the device";
    }

    private static String side(Side side, Pair version) {
        return side.of(version).flatMap(element -> element.get(Fact.VALUE)).orElse("absent");
    }

    private void differs(Pair subject, Fact fact, String words, Reasons reasons) {
        String drivers = driver.of(subject).flatMap(element -> element.get(fact)).orElse("");
        String devices = device.of(subject).flatMap(element -> element.get(fact)).orElse("");
        if (!drivers.equals(devices)) {
            reasons.add(Outcome.REFUSES, "the " + words + " differ: `" + drivers + "` and `" + devices + "`, so the driver is not bound");
        }
    }

    /** Requests whose number the other side does not know. Nothing of what they carry is read. */
    private Set<Pair> ioctls(Pair subject, Set<Pair> reached, Reasons reasons) {
        Set<Pair> silent = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Pair> ioctls = subject.children(Kind.IOCTL).toList();
        for (Pair ioctl : ioctls) {
            Optional<String> number = driver.of(ioctl).flatMap(element -> element.get(Fact.IOC_NUMBER));
            if (!reached.contains(ioctl) || number.isEmpty() || number.equals(device.of(ioctl).flatMap(element -> element.get(Fact.IOC_NUMBER)))) {
                continue;
            }
            silent.add(ioctl);
            Optional<Element> taken = ioctls.stream().map(device::of).flatMap(Optional::stream).filter(element -> element.get(Fact.IOC_NUMBER).equals(number)).findFirst();
            String own = driver.of(ioctl).orElseThrow().name();
            if (taken.isPresent()) {
                reasons.add(Outcome.CORRUPTS, "ioctl " + own + " is " + taken.get().name() + " to the other side: both have the number " + number.get());
            } else {
                boolean isNew = device.of(ioctl).isEmpty() && driver == Side.NEWER;
                reasons.add(isNew ? Outcome.DEGRADED : Outcome.REFUSES, "ioctl " + own + " has a number that " + labels.device() + " does not know: ENOTTY");
            }
        }
        return silent;
    }

    private void judge(Located found, Reasons reasons) {
        // a bit that one side lacks is not granted, whatever becomes of its name
        if (found.pairs().stream().anyMatch(pair -> pair.kind() == Kind.FEATURE && !pair.isMatched())) {
            return;
        }
        Optional<Pair> version = found.pairs().stream().findFirst().flatMap(Reach::top).flatMap(versions::raised);
        if (!found.isError()) {
            reasons.add(Outcome.WORKS, "look at " + found.words() + " (" + found.finding().severity().word() + ")");
        } else if (version.isPresent()) {
            reasons.add(Outcome.REFUSES, raised(version.get()));
        } else {
            reasons.add(Outcome.CORRUPTS, found.words());
        }
    }

    /** What a package declares and no device carries: records that programs exchange by means of their own. */
    private Optional<Result> rest(Pair spec, Set<Pair> met) {
        if (driver.of(spec).isEmpty() || !spec.isMatched()) {
            return Optional.empty();
        }
        Reasons reasons = new Reasons();
        Set<Pair> own = Collections.newSetFromMap(new IdentityHashMap<>());
        spec.children().stream().filter(pair -> !APART.contains(pair.kind()) && !SUBJECTS.contains(pair.kind()) && !met.contains(pair)).forEach(own::add);
        hits.stream().filter(found -> found.pairs().stream().anyMatch(pair -> pair == spec || Reach.top(pair).filter(own::contains).isPresent())
                || found.pairs().isEmpty() && found.finding().packageName().equals(spec.name())).forEach(found -> judge(found, reasons));
        boolean hasRecords = own.stream().anyMatch(pair -> Kind.TYPES.contains(pair.kind()) || pair.kind() == Kind.RING_TYPE);
        return hasRecords || reasons.outcome() != Outcome.WORKS
                ? Optional.of(new Result("records of " + spec.name(), Optional.empty(), List.of(), reasons.outcome(), reasons.reason())) : Optional.empty();
    }
}
