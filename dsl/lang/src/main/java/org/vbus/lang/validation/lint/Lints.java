// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.validation.lint;

import static org.vbus.lang.diag.Catalogue.*;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.vbus.lang.Unit;
import org.vbus.lang.diag.Catalogue;
import org.vbus.lang.diag.Problem;
import org.vbus.lang.semantics.Session;
import org.vbus.lang.vbus.Allow;
import org.vbus.lang.vbus.Element;
import org.vbus.lang.vbus.VbusPackage;
import org.vbus.model.Spec;
import org.vbus.model.SpecSet;
import org.vbus.model.Tier;
import org.vbus.model.diag.Severity;
import org.vbus.model.type.NamedType;

/** All rules, and which of their findings are told: those of files that promise something, unless the file says that one is meant. */
public final class Lints {
    private static final List<Lint> ALL = List.of(new Misaligned(), new UncheckedFlags(), new UncountedArray(), new FakeArray(), new ZeroLiteral(),
            new UngatedAddition(), new WideTrigger(), new TornConfig(), new NarrowIndex(), new SharedCacheLine(), new MixedWord(), new NoMagic(), new NoVersion(),
            new SentinelSize(), new Undocumented(), new MissingUnit(), new NarrowTime(), new TakenIoctlType(), new Divergent());
    /** More than anybody reads of one file. */
    private static final int MOST = 200;

    private static final Set<Tier> PROMISING = Set.of(Tier.TESTING, Tier.STABLE);

    private final Session session;

    public Lints(Session session) {
        this.session = session;
    }

    /** Checks what a file allows, whether or not it is looked at. */
    public void allows(Unit unit) {
        Set<String> names = unit.model().getElements().stream().map(Element::getName).collect(Collectors.toSet());
        for (Allow allow : unit.model().getAllows()) {
            List<String> codes = Catalogue.all().stream().filter(Lints::isRule).map(Problem::code).toList();
            if (!codes.contains(allow.getCode())) {
                session.report(allow, VbusPackage.Literals.ALLOW__CODE, ALLOW_UNKNOWN.of(allow.getCode()).nearest(allow.getCode(), codes));
            } else if (!names.contains(allow.getElement())) {
                session.report(allow, VbusPackage.Literals.ALLOW__ELEMENT,
                        ALLOW_NOWHERE.of(allow.getElement(), unit.packageName()).nearest(allow.getElement(), names));
            } else if (allow.getReason().isBlank()) {
                session.report(allow, VbusPackage.Literals.ALLOW__REASON, ALLOW_WITHOUT_REASON.here());
            }
        }
    }

    private static boolean isRule(Problem problem) {
        return problem.severity() == Severity.WARNING && problem != ALLOW_UNUSED;
    }

    /** Tells what the rules find in the files that were asked for. */
    public void run(List<Unit> units, SpecSet specs) {
        Map<String, NamedType> types = specs.types();
        for (Unit unit : units) {
            Optional<Spec> spec = specs.spec(unit.packageName()).filter(one -> unit.requested());
            Optional<Tier> tier = spec.flatMap(Spec::abi).map(Spec.Abi::tier);
            if (tier.filter(one -> ALL.stream().anyMatch(lint -> lint.tiers().contains(one))).isPresent()) {
                run(new Subject(unit, spec.get(), specs, types, session), tier.get());
            }
        }
    }

    private void run(Subject subject, Tier tier) {
        ALL.stream().filter(lint -> lint.tiers().contains(tier)).forEach(lint -> lint.look(subject));
        Set<Allow> used = new HashSet<>();
        int told = 0;
        for (Subject.Finding finding : subject.findings()) {
            List<Allow> allowing = subject.unit().model().getAllows().stream()
                    .filter(allow -> allow.getCode().equals(finding.message().problem().code()) && allow.getElement().equals(finding.element())).toList();
            used.addAll(allowing);
            if (allowing.isEmpty() && told++ < MOST) {
                session.reporter().report(finding.place(), finding.message());
            }
        }
        for (Allow allow : subject.unit().model().getAllows()) {
            // of a file that promises nothing few rules are asked, so that much stands unused
            if (!used.contains(allow) && PROMISING.contains(tier)) {
                session.reportWhole(allow, ALLOW_UNUSED.of(allow.getCode(), allow.getElement()).replace(""));
            }
        }
    }
}
