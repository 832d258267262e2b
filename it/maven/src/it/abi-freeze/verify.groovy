// SPDX-License-Identifier: Apache-2.0
def log = new File(basedir, 'build.log').text
def runs = log.split('Scanning for projects')

assert runs[1].contains('BUILD FAILURE')
assert runs[1].contains('acme.meter: release 1.0 is not frozen [LOCK_MISSING]')

assert runs[2].contains('BUILD SUCCESS')
assert runs[2].contains('acme.meter: release 1.0 is frozen')
assert new File(basedir, 'src/main/vbus/abi').list() as List == ['1.0.json']

[3, 4].each {
    assert runs[it].contains('BUILD SUCCESS')
    assert runs[it].contains('acme.meter: release 1.0 is frozen, and the spec is what was frozen')
}

assert runs[5].contains('BUILD SUCCESS')
assert runs[5].contains('TYPE_ADDED')
assert runs[6].contains('BUILD FAILURE')
assert runs[6].contains('FIELD_WIDTH_CHANGED')
assert runs[6].contains('of severity danger or worse from src/main/vbus/abi/1.0.json to src/main/broken')

assert runs[7].contains('BUILD FAILURE')
assert runs[7].contains('no older version to compare with; say it by -Dvbus.old=PATH')
assert runs[8].contains('BUILD FAILURE')
assert runs[8].contains('src/main/nowhere: no such file or folder')

assert runs[9].contains('BUILD FAILURE')
assert runs[9].contains('release 2.0 breaks what is released; nothing was frozen')
assert new File(basedir, 'src/main/broken/abi').list() as List == ['1.0.json']
assert new File(basedir, 'target/vbus-abi/freeze/vbus-abi.json').text.contains('FIELD_WIDTH_CHANGED')

assert !(log =~ /(?m)^\s+at [\w.]+\(/)
