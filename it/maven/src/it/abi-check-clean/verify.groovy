// SPDX-License-Identifier: Apache-2.0
def log = new File(basedir, 'build.log').text
def runs = log.split('Scanning for projects')

assert runs[1].contains('BUILD SUCCESS')
assert runs[1].contains('acme.meter: is compatible with what is released (1.0)')
assert runs[1].contains('TYPE_ADDED')
assert !runs[1].contains('[ERROR]')

assert runs[2].contains('BUILD FAILURE')
assert runs[2] =~ /\[ERROR\] +TYPE_ADDED: acme\.meter: struct pair/
assert runs[2] =~ /finding(s)? of severity note or worse against what is released/

assert runs[3].contains('BUILD FAILURE')
assert runs[3].contains('vbus.failOn is `loud`; there are note, warning, danger, error')

// the third run got to no comparison, and left none of the second's reports either
assert !new File(basedir, 'target/vbus-abi/vbus-abi.json').exists()
assert !(log =~ /(?m)^\s+at [\w.]+\(/)
