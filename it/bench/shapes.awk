# SPDX-License-Identifier: Apache-2.0
#
# The same structs of ten fields as .vbus, .proto and .fbs, in 100 files each:
#   awk -v structs=1000 -v out=DIR -f shapes.awk        DIR/vbus, DIR/proto and DIR/fbs are there
#
# One struct of four is flat, the others hold the one before and, every fourth, an array of one of the file before. Each
# file has an enum, and every struct and three fields have a comment, as specs do.

function pad(n) { return sprintf("%02d", n) }
function file_of(i) { return int(i / each) }
function struct(i) { return sprintf("record_%05d", i) }
function message(i) { return sprintf("Record%05d", i) }

# a struct of a level holds the one before; levels bound how deep that goes
function before(i) { return i % 4 == 0 ? -1 : i - 1 }
function other(i,  j) {
	if (i % 4 != 3)
		return -1
	j = i - each
	return j < 0 ? i - 3 : j - j % 4
}

function import(f, g) {
	if (g >= 0 && g != f && !((f, g) in imported)) {
		imported[f, g] = 1
		vbus = vbus "import bench.shapes" pad(g) ".*\n"
		proto = proto "import \"shapes" pad(g) ".proto\";\n"
		fbs = fbs "include \"shapes" pad(g) ".fbs\";\n"
	}
}

function head(f,  i) {
	vbus = "// SPDX-License-Identifier: Apache-2.0\npackage bench.shapes" pad(f) "\n"
	proto = "// SPDX-License-Identifier: Apache-2.0\nsyntax = \"proto3\";\npackage bench.shapes" pad(f) ";\n"
	fbs = "// SPDX-License-Identifier: Apache-2.0\n"
	for (i = f * each; i < (f + 1) * each; i++) {
		if (before(i) >= 0)
			import(f, file_of(before(i)))
		if (other(i) >= 0)
			import(f, file_of(other(i)))
	}
	proto = proto "option java_package = \"bench.shapes" pad(f) "\";\noption java_multiple_files = true;\n"
	fbs = fbs "namespace bench.shapes" pad(f) ";\n"
}

function mode(f,  name, k) {
	vbus = vbus "\n/** What a record of this file is for. */\nenum mode" pad(f) " : u32 as MODE" pad(f) "_ {\n"
	proto = proto "\n// What a record of this file is for.\nenum Mode" pad(f) " {\n"
	fbs = fbs "\n/// What a record of this file is for.\nenum Mode" pad(f) " : uint {\n"
	for (k = 0; k < 4; k++) {
		name = word[k]
		vbus = vbus "    " name " = " k "\n"
		proto = proto "  MODE" pad(f) "_" name " = " k ";\n"
		fbs = fbs "  " name " = " k (k < 3 ? "," : "") "\n"
	}
	vbus = vbus "}\n"
	proto = proto "}\n"
	fbs = fbs "}\n"
}

# vbus type, proto type, fbs type; fields are numbered as they come
function field(name, v, p, b, doc) {
	number++
	vbus = vbus (doc ? "    /** " doc " */\n" : "") "    " name " : " v "\n"
	proto = proto (doc ? "  // " doc "\n" : "") "  " p " " name " = " number ";\n"
	fbs = fbs (doc ? "  /// " doc "\n" : "") "  " name ":" b ";\n"
}

function part(name, i, j, count, doc,  p, b) {
	p = file_of(j) == file_of(i) ? message(j) : "bench.shapes" pad(file_of(j)) "." message(j)
	b = file_of(j) == file_of(i) ? message(j) : "bench.shapes" pad(file_of(j)) "." message(j)
	if (count)
		field(name, struct(j) "[" count "]", "repeated " p, "[" b ":" count "]", doc)
	else
		field(name, struct(j), p, b, doc)
}

function body(i,  f) {
	f = file_of(i)
	number = 0
	vbus = vbus "\n/** Record " i " of the device, as the driver posts it. */\nstruct " struct(i) " {\n"
	proto = proto "\n// Record " i " of the device, as the driver posts it.\nmessage " message(i) " {\n"
	fbs = fbs "\n/// Record " i " of the device, as the driver posts it.\nstruct " message(i) " {\n"
	field("cookie", "u64", "uint64", "ulong", "Handed back as it was.")
	field("length", "u32", "uint32", "uint", "Of the payload, in bytes.")
	field("mode", "mode" pad(f), "Mode" pad(f), "Mode" pad(f))
	field("queue", "u16", "uint32", "ushort")
	field("port", "u16", "uint32", "ushort")
	field("sequence", "u32", "uint32", "uint", "One more than in the record before.")
	if (before(i) < 0)
		field("address", "u64", "uint64", "ulong")
	else
		part("inner", i, before(i))
	if (other(i) < 0)
		field("label", "u8[16]", "bytes", "[ubyte:16]")
	else
		part("parts", i, other(i), 2)
	field("offset", "s32", "int32", "int")
	field("checksum", "u32", "uint32", "uint")
	vbus = vbus "}\n"
	proto = proto "}\n"
	fbs = fbs "}\n"
}

function put(f,  name) {
	name = "shapes" pad(f)
	printf "%s", vbus > (out "/vbus/" name ".vbus")
	printf "%s", proto > (out "/proto/" name ".proto")
	printf "%s", fbs > (out "/fbs/" name ".fbs")
	close(out "/vbus/" name ".vbus")
	close(out "/proto/" name ".proto")
	close(out "/fbs/" name ".fbs")
}

BEGIN {
	files = 100
	each = structs / files
	split("IDLE ONCE BURST STREAM", words, " ")
	for (k = 1; k <= 4; k++)
		word[k - 1] = words[k]
	for (f = 0; f < files; f++) {
		head(f)
		mode(f)
		for (i = f * each; i < (f + 1) * each; i++)
			body(i)
		put(f)
	}
}
