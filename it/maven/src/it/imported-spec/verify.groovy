// SPDX-License-Identifier: Apache-2.0
import java.util.zip.ZipFile

def log = new File(basedir, 'build.log').text
assert log.count('BUILD SUCCESS') == 2
assert log =~ /Tests run: 1, Failures: 0, Errors: 0, Skipped: 0/
new ZipFile(new File(basedir, 'types/target/types-1.jar')).withCloseable { assert it.getEntry('META-INF/vbus/acme/types/types.vbus') != null }
// only what was asked for, and only the own package
assert !new File(basedir, 'types/target/vbus').exists()
assert new File(basedir, 'meter/target/generated-sources/vbus/java/acme/meter/Pair.java').isFile()
assert !new File(basedir, 'meter/target/generated-sources/vbus/java/acme/types').exists()
assert new File(basedir, 'meter/target/vbus/include/uapi/acme/meter.h').text.contains('<acme/types.h>')
// the same spec from a jar and from a folder is the same spec
assert log.count('vbus: up to date') == 2
