package org.vbus.lang.lowering;
public final class Lowering {
    public static org.vbus.model.SpecSet lower(java.util.List<org.vbus.lang.Unit> units, org.vbus.lang.syntax.Places places, org.vbus.lang.diag.Reporter reporter) { return new org.vbus.model.SpecSet(java.util.List.of(), java.util.List.of()); }
}
