// SPDX-License-Identifier: Apache-2.0
import groovy.json.JsonSlurper
import groovy.xml.XmlSlurper

def log = new File(basedir, 'build.log').text
def runs = log.split('Scanning for projects')

assert runs[1].contains('BUILD FAILURE')
assert runs[1] =~ /\[ERROR\] +FIELD_WIDTH_CHANGED: acme\.meter: struct reading, field time/
assert runs[1] =~ /\d+ findings? of severity danger or worse against what is released; reports are in /
// both places: the release's and the spec's
assert runs[1] =~ /old at .*1\.0\.json/
assert runs[1] =~ /new at .*meter\.vbus:7/

assert runs[2].contains('BUILD SUCCESS')
assert runs[2].contains('vbus: skipped')

assert runs[3].contains('BUILD SUCCESS')
assert runs[3].contains('DOES NOT COUNT')

assert runs[4].contains('BUILD FAILURE')
assert runs[4] =~ /pom\.xml: .*\[LOCK_UNREADABLE\]/

assert runs[5].contains('BUILD FAILURE')
def reports = new File(basedir, 'target/vbus-abi')
def found = new JsonSlurper().parse(new File(reports, 'vbus-abi.json'))
assert found.findings*.rule.contains('FIELD_WIDTH_CHANGED')
def sarif = new JsonSlurper().parse(new File(reports, 'vbus-abi.sarif'))
assert sarif.version == '2.1.0'
assert sarif.runs[0].results*.ruleId.contains('FIELD_WIDTH_CHANGED')
def suite = new XmlSlurper().parse(new File(reports, 'TEST-vbus-abi.xml')).testsuite
assert suite.@failures.text().toInteger() > 0
assert suite.testcase.find { it.@name == 'FIELD_WIDTH_CHANGED' }.failure.size() == 1
assert new File(reports, 'acme.meter-1.0.html').text.contains('FIELD_WIDTH_CHANGED')

// nobody who reads it has to read Java
assert !(log =~ /(?m)^\s+at [\w.]+\(/)
