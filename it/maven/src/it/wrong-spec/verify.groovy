// SPDX-License-Identifier: Apache-2.0
def log = new File(basedir, 'build.log').text
def runs = log.split('Scanning for projects')

assert runs[1].contains('BUILD FAILURE')
// the place, the number, the message and the fix, as one error
def place = new File(basedir, 'src/main/vbus/wrong.vbus').canonicalPath
assert runs[1] =~ /\[ERROR\] \Q$place\E:6:\d+ VB0\d{3} .*12/
assert runs[1] =~ /\[ERROR\]   hint: /
assert runs[1].contains('1 error in specs, the first at ' + place + ':6:')
assert !new File(basedir, 'target/vbus/include/uapi/acme/wrong.h').exists()

assert runs[2].contains('BUILD SUCCESS')
assert runs[2] =~ /\[WARNING\] .*loud\.vbus:\d+:\d+ VB1115 /
assert !runs[2].contains('[ERROR]')
assert new File(basedir, 'target/vbus/include/uapi/acme/loud.h').isFile()

assert runs[3].contains('BUILD FAILURE')
assert runs[3] =~ /1 warning in specs, which count as errors/

assert runs[4].contains('BUILD FAILURE')
assert runs[4].contains('no output is called `rust`; there are c, ')

// nobody who reads it has to read Java
assert !(log =~ /(?m)^\s+at [\w.]+\(/)
assert !log.contains('Exception:')
