// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.lowering

import java.util.Optional
import org.vbus.lang.semantics.Scope
import org.vbus.lang.vbus.AnonUnion
import org.vbus.lang.vbus.Bits
import org.vbus.lang.vbus.Call
import org.vbus.lang.vbus.Const
import org.vbus.lang.vbus.DevItem
import org.vbus.lang.vbus.Element
import org.vbus.lang.vbus.Enum
import org.vbus.lang.vbus.Features
import org.vbus.lang.vbus.Field
import org.vbus.lang.vbus.Flags
import org.vbus.lang.vbus.InlineStruct
import org.vbus.lang.vbus.NamedRef
import org.vbus.lang.vbus.Region
import org.vbus.lang.vbus.RemovedItem
import org.vbus.lang.vbus.Reserved
import org.vbus.lang.vbus.Ring
import org.vbus.lang.vbus.ScalarRef
import org.vbus.lang.vbus.SemanticRef
import org.vbus.lang.vbus.Struct
import org.vbus.lang.vbus.TaggedUnion
import org.vbus.lang.vbus.TypeAlias
import org.vbus.lang.vbus.VersionDef
import org.vbus.model.type.Member
import org.vbus.model.type.TypeRef

/** Chooses the lowering of a node by its class; what to do stands in the classes that it calls. */
class Dispatch {
	package LowerTypes types
	package LowerConsts consts
	package LowerDevices devices

	/** Constants and types, in an order in which each finds what it needs. */
	def dispatch void declare(Const it) { consts.constant(it) }
	def dispatch void declare(VersionDef it) { consts.version(it) }
	def dispatch void declare(Enum it) { types.enumeration(it) }
	def dispatch void declare(Flags it) { types.flags(it) }
	def dispatch void declare(TypeAlias it) { types.alias(it) }
	def dispatch void declare(Struct it) { types.struct(it) }
	def dispatch void declare(Element it) { throw new IllegalStateException("no lowering for " + eClass.name) }

	/** Uses of types; empty if broken, which has been reported. */
	def dispatch Optional<TypeRef> type(ScalarRef it, Scope scope) { types.scalar(it, scope) }
	def dispatch Optional<TypeRef> type(SemanticRef it, Scope scope) { types.semantic(it, scope) }
	def dispatch Optional<TypeRef> type(NamedRef it, Scope scope) { types.named(it, scope) }
	def dispatch Optional<TypeRef> type(InlineStruct it, Scope scope) { types.inline(it) }
	def dispatch Optional<TypeRef> type(TaggedUnion it, Scope scope) { types.union(it, scope) }
	def dispatch Optional<TypeRef> type(Bits it, Scope scope) { types.bits(it) }

	/** What an address points to; empty as above. */
	def Optional<TypeRef> pointedTo(org.vbus.lang.vbus.TypeRef it, Scope scope) { types.pointedTo(it, scope) }

	/** Members of structs; empty if broken, which has been reported. */
	def dispatch Optional<? extends Member> member(Field it, Scope scope) { types.field(it, scope) }
	def dispatch Optional<? extends Member> member(Reserved it, Scope scope) { types.reserved(it) }
	def dispatch Optional<? extends Member> member(AnonUnion it, Scope scope) { types.overlay(it, scope) }

	/** What stands in a device, into the parts collected so far. */
	def dispatch void item(Features it, DeviceParts parts) { devices.features(it, parts) }
	def dispatch void item(Ring it, DeviceParts parts) { devices.ring(it, parts) }
	def dispatch void item(Region it, DeviceParts parts) { devices.region(it, parts) }
	def dispatch void item(Call it, DeviceParts parts) { devices.call(it, parts) }
	def dispatch void item(RemovedItem it, DeviceParts parts) { devices.removed(it, parts) }
	def dispatch void item(DevItem it, DeviceParts parts) { /* what only virtio has is lowered as one */ }
}
