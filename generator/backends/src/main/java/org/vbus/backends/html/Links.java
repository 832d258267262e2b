// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.html;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vbus.backends.html.Directory.Place;
import org.vbus.model.Spec;
import org.vbus.model.device.Device;
import org.vbus.model.expr.Expr;
import org.vbus.model.expr.ExprText;
import org.vbus.model.type.TypeRef;
import org.vbus.model.type.TypeRef.Length;

/** Types, conditions and texts as one page writes them: names that have a place lead there. */
final class Links {
    private static final Pattern WORD = Pattern.compile("[A-Za-z_]\\w*");
    /** What is code, and what is stressed: `code`, *stressed*. */
    private static final Pattern MARKED = Pattern.compile("`([^`]+)`|(?<![\\w*])\\*([^\\s*][^*]*)\\*(?![\\w*])");
    private static final Pattern BLANK_LINE = Pattern.compile("\\R\\s*\\R");

    private final Directory directory;
    private final Spec spec;
    /** Links to the features that conditions here may name. */
    private final Map<String, String> features;

    Links(Directory directory, Spec spec) {
        this(directory, spec, Map.of());
    }

    private Links(Directory directory, Spec spec, Map<String, String> features) {
        this.directory = directory;
        this.spec = spec;
        this.features = features;
    }

    /** The same where conditions speak of the features of a device, {@code owner} its place. */
    Links of(Place owner, Device device) {
        Map<String, String> known = new HashMap<>();
        String page = owner.packageName().equals(spec.packageName()) ? "" : Directory.page(owner.packageName());
        device.features().forEach(group -> group.bits().forEach(bit ->
                known.putIfAbsent(bit.name(), page + "#" + Ids.feature(device.name(), group.name(), bit.name()))));
        return new Links(directory, spec, known);
    }

    /** The same for a device by its qualified name. */
    Links of(String qualified, Device device) {
        return directory.find(qualified).map(owner -> of(owner, device)).orElse(this);
    }

    /** A declaration by its qualified name; the name alone where it has no place. */
    Html to(String qualified) {
        String name = last(qualified);
        return directory.find(qualified).map(place -> to(place, name)).orElseGet(() -> Html.code(name));
    }

    /** A declaration of this page's package. */
    Html here(String name) {
        return to(spec.packageName() + "." + name);
    }

    Html to(Place place, String text) {
        return Html.link(Directory.href(spec.packageName(), place), Html.code(text));
    }

    /** A place of this page. */
    static Html within(String id, String text) {
        return Html.link("#" + id, Html.code(text));
    }

    Html type(TypeRef type) {
        if (type instanceof TypeRef.Of of) {
            return Html.code(of.scalar().keyword());
        }
        if (type instanceof TypeRef.Named named) {
            return to(named.name());
        }
        if (type instanceof TypeRef.Array array) {
            return type(innermost(array)).then(lengths(array));
        }
        if (type instanceof TypeRef.Union union) {
            return Html.code("union by " + String.join(".", union.tag()));
        }
        return Html.code(plain(type));
    }

    /** The same without links, for pictures. */
    static String plain(TypeRef type) {
        if (type instanceof TypeRef.Of of) {
            return of.scalar().keyword();
        }
        if (type instanceof TypeRef.Named named) {
            return last(named.name());
        }
        if (type instanceof TypeRef.Array array) {
            StringBuilder lengths = new StringBuilder();
            for (TypeRef one = array; one instanceof TypeRef.Array part; one = part.element()) {
                lengths.append('[').append(length(part.length())).append(']');
            }
            return plain(innermost(array)) + lengths;
        }
        if (type instanceof TypeRef.Text text) {
            return "string[" + text.length() + "]";
        }
        if (type instanceof TypeRef.Mac) {
            return "mac";
        }
        if (type instanceof TypeRef.Fd) {
            return "fd";
        }
        if (type instanceof TypeRef.Bits bits) {
            return "bits " + bits.base().keyword();
        }
        return type instanceof TypeRef.Union ? "union" : "struct";
    }

    private static TypeRef innermost(TypeRef type) {
        return type instanceof TypeRef.Array array ? innermost(array.element()) : type;
    }

    private Html lengths(TypeRef.Array array) {
        Html length = array.length() instanceof Length.ByEnum byEnum ? to(byEnum.enumName())
                : array.length() instanceof Length.Counted counted ? expr(counted.count()) : Html.code(length(array.length()));
        Html here = Html.code("[").then(length).then(Html.code("]"));
        return array.element() instanceof TypeRef.Array inner ? here.then(lengths(inner)) : here;
    }

    private static String length(Length length) {
        if (length instanceof Length.Fixed fixed) {
            return Long.toString(fixed.count());
        }
        if (length instanceof Length.ByEnum byEnum) {
            return last(byEnum.enumName());
        }
        return length instanceof Length.Counted counted ? ExprText.of(counted.count()) : "";
    }

    /** A condition or a number; constants and features in it are links. */
    Html expr(Expr expr) {
        Map<String, String> targets = new HashMap<>();
        References.inExpr(expr, name -> directory.find(name).ifPresent(place -> targets.put(last(name), Directory.href(spec.packageName(), place))),
                feature -> Optional.ofNullable(features.get(feature)).ifPresent(href -> targets.put(feature, href)));
        String text = ExprText.of(expr);
        Html out = Html.EMPTY;
        Matcher word = WORD.matcher(text);
        int end = 0;
        while (word.find()) {
            String href = targets.get(word.group());
            // a part of a path is a field, whatever else has its name
            boolean path = word.start() > 0 && text.charAt(word.start() - 1) == '.';
            if (href != null && !path) {
                out = out.then(text.substring(end, word.start())).then(Html.link(href, Html.of(word.group())));
                end = word.end();
            }
        }
        return out.then(text.substring(end)).in("code");
    }

    /** A doc comment in paragraphs. What stands between backquotes is code, and leads to the declaration of that name; between asterisks, stressed. */
    List<Html> doc(String text) {
        List<Html> paragraphs = new ArrayList<>();
        if (!text.isBlank()) {
            for (String paragraph : BLANK_LINE.split(text.strip())) {
                paragraphs.add(inline(paragraph.strip()));
            }
        }
        return paragraphs;
    }

    /** A doc comment in a cell. */
    Html cell(String text) {
        return text.isBlank() ? Html.EMPTY : Html.lines(doc(text)).styled("doc");
    }

    private Html inline(String text) {
        Html out = Html.EMPTY;
        Matcher marked = MARKED.matcher(text);
        int end = 0;
        while (marked.find()) {
            out = out.then(text.substring(end, marked.start())).then(marked.group(1) == null ? Html.of(marked.group(2)).in("em") : quoted(marked.group(1)));
            end = marked.end();
        }
        return out.then(text.substring(end));
    }

    private Html quoted(String code) {
        if (WORD.matcher(code).matches()) {
            List<String> packages = new ArrayList<>(spec.imports());
            packages.add(0, spec.packageName());
            for (String one : packages) {
                Optional<Place> found = directory.find(one + "." + code).filter(place -> place.name().equals(code));
                if (found.isPresent()) {
                    return to(found.get(), code);
                }
            }
        }
        return Html.code(code);
    }

    private static String last(String qualified) {
        return qualified.substring(qualified.lastIndexOf('.') + 1);
    }
}
