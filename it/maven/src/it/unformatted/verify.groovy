// SPDX-License-Identifier: Apache-2.0
def runs = new File(basedir, 'build.log').text.split('Scanning for projects')
def bad = new File(basedir, 'src/main/vbus/bad.vbus')

assert runs[1].contains('BUILD FAILURE')
assert runs[1] =~ /\[ERROR\] \Q${bad.canonicalPath}\E:6:\d+ VB0018 the file is not formatted from here on/
assert runs[1].contains('the line becomes `    y : u32`')
assert runs[1].contains('1 spec is not formatted; `mvn org.vbus:vbus-maven-plugin:format` writes')
assert !runs[1].contains('good.vbus')
assert !(runs[1] =~ /(?m)^\s+at [\w.]+\(/)

assert runs[2].contains('vbus: 1 file formatted, 1 left as they are')
assert bad.readLines()[5] == '    y : u32'

assert runs[3].contains('BUILD SUCCESS')
