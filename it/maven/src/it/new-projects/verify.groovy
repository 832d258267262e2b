// SPDX-License-Identifier: Apache-2.0
def log = new File(basedir, 'build.log').text
assert log.contains('BUILD SUCCESS')
assert !log.contains('[WARNING]')

def profiles = new XmlSlurper().parse(new File(basedir, 'pom.xml')).modules.module*.text()
assert profiles.sort() == new Properties().with {
    load(new FileInputStream("$home/generator/cli/src/main/resources/org/vbus/cli/projects/profiles.properties"))
    stringPropertyNames().sort()
}
profiles.each { profile ->
    // the test of each has run, against the device in Java, and the kernel tree has the author's files
    def report = new XmlSlurper().parse(new File(basedir, "$profile/target/surefire-reports/TEST-acme.lab.${profile}.CleanAirReaderTest.xml"))
    assert report.@tests == '1' && report.@failures == '0' && report.@errors == '0' && report.@skipped == '0'
    (new File(basedir, "$profile/src/main/kernel/clean_air").listFiles() ?: []).each {
        assert new File(basedir, "$profile/target/vbus/devices/clean_air/ops/$it.name").text == it.text
    }
}
