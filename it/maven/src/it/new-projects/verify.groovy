// SPDX-License-Identifier: Apache-2.0
def log = new File(basedir, 'build.log').text
assert log.contains('BUILD SUCCESS')
assert !log.contains('[WARNING]')

def profiles = (new File(basedir, 'pom.xml').text =~ /<module>(\w+)<\/module>/).collect { it[1] }
def known = new Properties()
new File("$home/generator/cli/src/main/resources/org/vbus/cli/projects/profiles.properties").withInputStream { known.load(it) }
assert profiles.sort() == known.stringPropertyNames().sort()
profiles.each { profile ->
    // the test of each has run, against the device in Java, and the kernel tree has the author's files
    def report = new File(basedir, "$profile/target/surefire-reports/TEST-acme.lab.${profile}.CleanAirReaderTest.xml").text
    def (tests, errors, skipped, failures) = ['tests', 'errors', 'skipped', 'failures'].collect { name -> (report =~ /<testsuite [^>]*\b$name="(\d+)"/)[0][1] as int }
    assert tests > 0 && errors == 0 && skipped == 0 && failures == 0
    (new File(basedir, "$profile/src/main/kernel/clean_air").listFiles() ?: []).each {
        assert new File(basedir, "$profile/target/vbus/devices/clean_air/ops/$it.name").text == it.text
    }
}
return true
