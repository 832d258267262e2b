// SPDX-License-Identifier: Apache-2.0
import java.util.zip.ZipFile

def log = new File(basedir, 'build.log').text
def runs = log.split('Scanning for projects')

assert runs[1].contains('BUILD SUCCESS')
new ZipFile(new File(basedir, 'released/target/meter-1.0.jar')).withCloseable {
    assert it.getEntry('META-INF/vbus/meter.vbus') != null
    assert it.getEntry('META-INF/vbus/abi/1.0.json') != null
}

assert runs[2].contains('BUILD FAILURE')
assert runs[2].contains('acme.meter: breaks what is released (acme.abi:meter:1.0@1.0)')
assert runs[2] =~ /\[ERROR\] +FIELD_WIDTH_CHANGED: acme\.meter: struct reading, field time/

assert runs[3].contains('BUILD SUCCESS')
assert runs[3].contains('acme.meter: is compatible with what is released (acme.abi:meter:1.0@1.0)')
assert !runs[3].contains('LOCK_MISSING')

assert runs[4].contains('BUILD FAILURE')
assert runs[4].contains('baseline acme.abi:meter:0.9 cannot be resolved')
assert runs[5].contains('BUILD FAILURE')
assert runs[5] =~ /org\.junit\.jupiter:junit-jupiter-api:5\.14\.1: carries no frozen release .*\[LOCK_MISSING\]/
assert runs[6].contains('BUILD FAILURE')
assert runs[6].contains('vbus.baseline is `meter`, and must be GROUP:ARTIFACT:VERSION')
assert runs[7].contains('BUILD FAILURE')
assert runs[7].contains('baseline acme.abi:meter:2.0 is this project itself')
(4..7).each { assert !runs[it].contains('internal error') }
assert !(log =~ /(?m)^\s+at [\w.]+\(/)
