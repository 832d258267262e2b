// SPDX-License-Identifier: Apache-2.0
import java.util.zip.ZipFile

def log = new File(basedir, 'build.log').text

// compiled and run
assert new File(basedir, 'target/classes/acme/sensor/Sample.class').isFile()
assert log =~ /Tests run: 2, Failures: 0, Errors: 0, Skipped: 0/
assert new File(basedir, 'target/vbus/Makefile').isFile()
assert new File(basedir, 'target/vbus/devices/sensor/sensor_sim_host.c').isFile()
assert !new File(basedir, 'target/vbus/java').exists()

// others can import it
def jar = new File(basedir, 'target/sensor-1.jar')
new ZipFile(jar).withCloseable { assert it.getEntry('META-INF/vbus/sensor.vbus') != null }

// the later runs touched nothing and took no time: under a second, or that times the number of others who wait for a processor
assert log.count('BUILD SUCCESS') == 3
assert log =~ /vbus: \d+ files written, 0 up to date, in /
def times = (log =~ /vbus: up to date, found in (\d+\.\d+) s/).collect { Double.parseDouble(it[1]) }
assert times.size() == 2
def machine = java.lang.management.ManagementFactory.operatingSystemMXBean
assert times.min() < Math.max(1, machine.systemLoadAverage / machine.availableProcessors)
def made = []
['target/generated-sources/vbus', 'target/vbus', 'target/vbus-maven-plugin'].each { new File(basedir, it).eachFileRecurse { made << it } }
assert made.size() > 80
made.each { assert it.lastModified() <= jar.lastModified() : "$it was touched" }
println "later runs: up to date, found in $times s"

// the first page of the project shows this very project
def page = new File(home, 'README.md').text
def shown = { text -> text.readLines()*.trim().findAll { it && !it.startsWith('<!--') && !it.startsWith('//') } }
def block = (page =~ /(?s)```xml\n(.*?)```/)
assert block.find()
def mine = shown(new File(basedir, 'pom.xml').text).join('\n')
block.group(1).split('\n\n').each { part -> assert mine.contains(shown(part).join('\n')) : "README.md shows another pom.xml:\n$part" }
assert page.contains(shown(new File(basedir, 'src/main/vbus/sensor.vbus').text).take(3).join('\n'))
