// SPDX-License-Identifier: Apache-2.0
import groovy.json.JsonSlurper
import groovy.xml.XmlSlurper
import java.util.zip.ZipFile

def log = new File(basedir, 'build.log').text
def runs = log.split('Scanning for projects')
def clazz = { jar, name -> new ZipFile(new File(basedir, jar)).withCloseable { it.getEntry("acme/meter/${name}.class") } }

assert runs[1].contains('BUILD SUCCESS')
assert clazz('released/target/meter-1.0.jar', 'Reading') != null
assert clazz('released/target/meter-1.0.jar', 'MeterStartArgs') != null
assert clazz('specs/target/meter-specs-1.0.jar', 'Reading') == null

// nothing that is released is gone, and it is said that somebody looked
assert runs[2].contains('BUILD SUCCESS')
assert runs[2].contains('acme.meter: is compatible with what is released (acme.java:meter:1.0@1.0)')
def compared = /beside the specs: Java was compared: 4 classes of package acme\.meter in the released jar/
assert runs[2] =~ compared
assert !(runs[2] =~ /JAVA_\w+_C/)

// the wire is the same: no error, no danger; what programs call is gone
assert runs[3].contains('BUILD SUCCESS')
assert runs[3] =~ compared
assert runs[3] =~ /0 errors, 0 dangers, \d+ warnings/
assert runs[3] =~ /\[WARNING\] +JAVA_BINARY_CHANGED: acme\.meter: package acme\.meter/
assert runs[3] =~ /class `acme\.meter\.Reading`: .*`getValue\(\)` method removed/
assert runs[3] =~ /class `acme\.meter\.MeterStartArgs`: class removed/
assert runs[3] =~ /class `acme\.meter\.MeterDevice`: `METER_FUNC_START` field removed/

assert runs[4].contains('BUILD SUCCESS')
assert runs[4].contains('beside the specs: no Java was compared: this project has no jar yet')

assert runs[5].contains('BUILD FAILURE')
assert runs[5] =~ /\[ERROR\] +JAVA_BINARY_CHANGED: /
assert runs[5] =~ /findings of severity warning or worse against what is released; reports are in /
// beside what rules found, in each report
def reports = new File(basedir, 'next/target/renamed/vbus-abi')
def found = new JsonSlurper().parse(new File(reports, 'vbus-abi.json'))
assert found.beside.size() == 1 && found.beside[0].startsWith('Java was compared: 4 classes')
def java = found.findings.findAll { it.rule == 'JAVA_BINARY_CHANGED' }
assert java.size() == 3
assert java.every { it.severity == 'warning' && it.released == null && it.axes == [wire: 'safe', source: 'break', behaviour: 'safe'] && it.package == 'acme.meter' }
assert java*.message.any { it.contains('`getValue()` method removed') }
assert found.findings*.rule.containsAll(['FIELD_RENAMED', 'VERB_RENAMED'])
def sarif = new JsonSlurper().parse(new File(reports, 'vbus-abi.sarif')).runs[0]
assert sarif.results*.ruleId.count('JAVA_BINARY_CHANGED') == 3
assert sarif.tool.driver.rules.find { it.id == 'JAVA_BINARY_CHANGED' }.shortDescription.text.startsWith('Generated classes changed')
def suite = new XmlSlurper().parse(new File(reports, 'TEST-vbus-abi.xml')).testsuite
assert suite.testcase.find { it.@name == 'JAVA_BINARY_CHANGED' }.failure.size() == 1
assert new File(reports, 'acme.meter-acme.java_meter_1.0_1.0.html').text.contains('JAVA_BINARY_CHANGED')

// a jar of specs alone: the specs are judged, and nobody takes that for both
assert runs[6].contains('BUILD SUCCESS')
assert runs[6].contains('acme.meter: is compatible with what is released (acme.java:meter-specs:1.0@1.0)')
assert runs[6] =~ /\[WARNING\] +JAVA_NOT_COMPARED: acme\.meter: package acme\.meter/
assert runs[6].contains('no Java was compared: the released jar has no class of package acme.meter')
assert runs[7].contains('BUILD FAILURE')
found = new JsonSlurper().parse(new File(basedir, 'next/target/compatible/vbus-abi/vbus-abi.json'))
assert found.findings.findAll { it.rule == 'JAVA_NOT_COMPARED' }*.severity == ['warning']

assert !log.contains('internal error')
assert !(log =~ /(?m)^\s+at [\w.]+\(/)
