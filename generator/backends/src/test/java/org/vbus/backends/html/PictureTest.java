// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.vbus.backends.html.Spot.Kind;
import org.vbus.model.Meta;
import org.vbus.model.Origin;
import org.vbus.model.type.FieldFacts;
import org.vbus.model.type.NamedType;
import org.vbus.model.type.Scalar;
import org.vbus.model.type.TypeRef;

/** Where things are in the pictures: read back from the pages of all specs, and of layouts made by hand. */
class PictureTest {
    private static final Origin NOWHERE = Origin.NONE;

    private record Area(int x, int y, int width, int height, String style) {
        static Area of(Element rect) {
            return new Area(number(rect, "x"), number(rect, "y"), number(rect, "width"), number(rect, "height"), rect.className());
        }

        boolean meets(Area other) {
            return x < other.x + other.width && other.x < x + width && y < other.y + other.height && other.y < y + height;
        }

        boolean holds(int px, int py) {
            return x <= px && px <= x + width && y <= py && py <= y + height;
        }
    }

    @TestFactory
    Stream<DynamicTest> everythingHasItsPlace() {
        return Pages.files().entrySet().stream().filter(file -> file.getKey().endsWith(".html")).map(Map.Entry::getKey)
                .map(path -> DynamicTest.dynamicTest(path, () -> {
                    Document page = Jsoup.parse(Pages.files().get(path));
                    page.select("svg:not(.defs)").forEach(svg -> check(path, svg));
                }));
    }

    private static void check(String path, Element svg) {
        String what = path + " " + svg.attr("aria-labelledby");
        Area view = new Area(0, 0, number(svg, "width"), number(svg, "height"), "");
        assertThat(svg.attr("viewBox")).as(what).isEqualTo("0 0 " + view.width() + " " + view.height());
        List<Area> cells = new ArrayList<>();
        for (Element rect : svg.select("> rect")) {
            Area area = Area.of(rect);
            assertThat(area.width() > 0 && area.height() > 0).as(what + area).isTrue();
            assertThat(view.holds(area.x(), area.y()) && view.holds(area.x() + area.width(), area.y() + area.height())).as(what + area).isTrue();
            if (area.style().startsWith("cell")) {
                assertThat(cells).as(what + area).noneMatch(area::meets);
                cells.add(area);
            }
        }
        for (Element line : svg.select("> line")) {
            assertThat(view.holds(number(line, "x1"), number(line, "y1")) && view.holds(number(line, "x2"), number(line, "y2"))).as(what + line).isTrue();
        }
        List<Area> texts = new ArrayList<>();
        for (Element text : svg.select("> text")) {
            int width = Canvas.width(text.text(), text.className());
            int left = number(text, "x") - (text.hasClass("mid") ? width / 2 : 0);
            Area area = new Area(left, number(text, "y") - 9, width, 10, text.className());
            assertThat(area.x() >= 0 && area.x() + area.width() <= view.width() && area.y() >= 0 && area.y() + area.height() <= view.height()).as(what + text).isTrue();
            assertThat(texts).as(what + text).noneMatch(area::meets);
            texts.add(area);
            // what stands in a cell stays in it
            cells.stream().filter(cell -> cell.holds(number(text, "x"), number(text, "y") - 4))
                    .forEach(cell -> assertThat(area.x() >= cell.x() && area.x() + area.width() <= cell.x() + cell.width()).as(what + text + cell).isTrue());
        }
    }

    @Test
    void everyByteIsDrawnOnce() {
        NamedType.Struct head = (NamedType.Struct) Pages.specs().types().get("linux.venet.venet_sg");
        Picture picture = LayoutPicture.of("x", "venet_sg", Spots.of(head.body(), head.layouts().lp64()), 32);
        int perByte = 84 * 46;
        int area = picture.boxes().stream().filter(box -> box.height() == 46 && !box.style().toString().contains("open")).mapToInt(box -> box.width() * box.height()).sum();
        assertThat(area).isEqualTo(32 * perByte);
        assertThat(picture.labels()).extracting(label -> label.text().toString()).contains("cookie", "csum.start", "gso.hdrlen", "iov", "venet_iov[count]",
                "⋮  and so on, 16 bytes each  ⋮");
        assertThat(picture.boxes().stream().filter(Picture.Box::hatched).count()).isEqualTo(2);
    }

    @Test
    void longFieldsAreFolded() {
        Picture picture = LayoutPicture.of("x", "s", List.of(field("a", 0, 4), field("big", 4, 1L << 30), field("z", (1L << 30) + 4, 4)), (1L << 30) + 8);
        assertThat(picture.height()).isLessThan(300);
        assertThat(picture.labels()).extracting(label -> label.text().toString()).contains("a", "big", "z", "⋮  1073741808 bytes more of big  ⋮", "1073741824");
    }

    @Test
    void structsBeyondMeasureAreCut() {
        List<Spot> spots = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            spots.add(field("f" + i, i * 8L, 8));
        }
        Picture picture = LayoutPicture.of("x", "s", spots, 40000);
        assertThat(picture.height()).isLessThan(3000);
        assertThat(picture.labels()).extracting(label -> label.text().toString()).contains("f47", "4952 more: see the table").doesNotContain("f48");
    }

    @Test
    void bitsAreDrawnMostSignificantFirst() {
        Spot low = part("low", 0, 3);
        Spot high = part("high", 6, 2);
        TypeRef bits = new TypeRef.Bits(Scalar.U8, List.of());
        Spot word = new Spot(Kind.FIELD, "w", "w", 0, 1, 1, false, Optional.of(bits), FieldFacts.NONE, Meta.at(NOWHERE), Optional.empty(), "", List.of(low, high));
        Picture picture = LayoutPicture.of("x", "s", List.of(word), 1);
        List<Picture.Box> drawn = picture.boxes().subList(1, picture.boxes().size());
        assertThat(drawn).extracting(box -> box.tip().get(0).toString()).containsExactly("w.low, bits 0 to 2", "unused bits 3 to 5", "w.high, bits 6 to 7");
        assertThat(drawn.get(2).x()).isLessThan(drawn.get(1).x());
        assertThat(drawn.get(1).x()).isLessThan(drawn.get(0).x());
        assertThat(drawn).extracting(Picture.Box::width).containsExactly(3 * 84, 3 * 84, 2 * 84);
        assertThat(drawn.get(1).hatched()).isTrue();
    }

    @Test
    void callsStandInTheOrderThatTheSpecAsksFor() {
        List<Step> sorted = Step.sorted(List.of(new Step("C", "c", "", List.of("B", "ring")), new Step("B", "b", "", List.of("A")), new Step("A", "a", "", List.of())));
        assertThat(sorted).extracting(Step::name).containsExactly("A", "B", "C");
        Element svg = Pages.page("acme.dice").getElementById("picture-dice").parent();
        assertThat(svg.select("text.name").eachText()).containsExactly("driver", "device", "open acme-dice", "NEGOTIATE", "share memory 5: ring rolls",
                "share memory 6: ring bets", "share memory 9: region stats", "LIMIT (out sides)", "ROLL (in order)", "SUM (out total, out rolls)", "LOAD (in value)", "close");
    }

    @Test
    void arrowsOfARingGoWithItsPayload() {
        Element rx = Pages.page("linux.venet").getElementById("picture-venet.ring-rx").parent();
        Element tx = Pages.page("linux.venet").getElementById("picture-venet.ring-tx").parent();
        Element toDriver = rx.selectFirst("line.flow");
        Element toDevice = tx.selectFirst("line.flow");
        assertThat(number(toDriver, "x2")).isLessThan(number(toDriver, "x1"));
        assertThat(number(toDevice, "x2")).isGreaterThan(number(toDevice, "x1"));
        assertThat(rx.text()).contains("n = 1 to 2048 slots, default 256", "frame : venet_rx_header if HDR else u8[]", "signal to north");
    }

    private static Spot field(String name, long offset, long size) {
        return new Spot(Kind.FIELD, name, name, offset, size, size, false, Optional.of(new TypeRef.Of(Scalar.U32)), FieldFacts.NONE, Meta.at(NOWHERE), Optional.empty(), "",
                List.of());
    }

    private static Spot part(String name, int shift, int width) {
        return new Spot(Kind.PART, "w." + name, name, shift, width, 0, false, Optional.empty(), FieldFacts.NONE, Meta.at(NOWHERE), Optional.empty(), "", List.of());
    }

    private static int number(Element element, String attribute) {
        return Integer.parseInt(element.attr(attribute));
    }
}
