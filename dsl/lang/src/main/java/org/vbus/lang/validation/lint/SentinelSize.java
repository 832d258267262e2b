// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.validation.lint;

import static org.vbus.lang.diag.Catalogue.*;

import java.util.regex.Pattern;
import org.eclipse.emf.common.util.TreeIterator;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.xtext.EcoreUtil2;
import org.vbus.lang.vbus.Dim;
import org.vbus.lang.vbus.Element;
import org.vbus.lang.vbus.Enum;
import org.vbus.lang.vbus.Literal;
import org.vbus.lang.vbus.Ref;

/** An array as long as the last literal of an enum grows with the next one. */
final class SentinelSize implements Lint {
    private static final Pattern SENTINEL = Pattern.compile("(.*_)?(MAX|COUNT|NUM|NR|LAST|END)", Pattern.CASE_INSENSITIVE);

    @Override
    public void look(Subject subject) {
        for (TreeIterator<EObject> all = subject.unit().model().eAllContents(); all.hasNext();) {
            if (all.next() instanceof Dim dim && dim.getSize() instanceof Ref ref) {
                subject.session().symbols().find(ref.getName(), ref).filter(found -> found instanceof Literal literal
                        && literal.eContainer() instanceof Enum && SENTINEL.matcher(literal.getName()).matches()).ifPresent(found ->
                        subject.found(EcoreUtil2.getContainerOfType(dim, Element.class).getName(), subject.session().places().whole(ref),
                                SENTINEL_SIZE.of(ref.getName())));
            }
        }
    }
}
