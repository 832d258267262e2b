// SPDX-License-Identifier: Apache-2.0
def log = new File(basedir, 'build.log').text
assert log.contains('BUILD SUCCESS')
assert !log.contains('[WARNING]')

// what the user wrote lies where the build files look
def tree = new File(basedir, 'target/vbus')
['sensor_sim_ops.c', 'sensor_ops.c', 'sensor_period.h'].each {
    assert new File(tree, "devices/sensor/ops/$it").text == new File(basedir, "src/main/kernel/sensor/$it").text
}

def run = { String... words ->
    def process = new ProcessBuilder(words).redirectErrorStream(true).start()
    process.outputStream.close()
    def said = process.inputStream.text
    [status: process.waitFor(), said: said]
}
// a build that says nothing but what it does
def make = { String... arguments ->
    def made = run(*(['make', "-j${Runtime.runtime.availableProcessors()}".toString()] + arguments.toList()))
    def complaints = made.said.readLines().findAll { it =~ /(?i)warning|error/ }
    assert complaints.isEmpty()
    assert made.status == 0
}
def copy = { String name ->
    def folder = new File(basedir, "target/$name")
    assert run('cp', '-a', tree.path, folder.path).status == 0
    folder.path
}

// the user's modules by each kernel's headers, with all warnings and sparse
def there = []
['6.1', '6.12', '6.1-rt', '6.12-rt'].each { series ->
    def headers = run("$home/it/lib/kernels.sh", 'headers', series)
    if (headers.status != 0) {
        println "modules for $series are skipped: ${headers.said.trim()}"
        return
    }
    def folder = copy("kernel-$series")
    make('-C', headers.said.trim(), "M=$folder".toString(), 'W=1', 'C=1', 'devices/sensor/')
    ['sensor_sim.o', 'sensor_driver.o'].each { assert new File(folder, "devices/sensor/$it").isFile() }
    there << [series: series, headers: headers.said.trim()]
}
println "the modules compile against ${there*.series.join(', ')}"

// the whole tree, linked, as users are told to build it; more kernels do that elsewhere
if (there) {
    def folder = copy('whole')
    make('-C', folder, "KDIR=${there[0].headers}".toString())
    ['vbus/vbus.ko', 'devices/sensor/sensor_sim.ko', 'devices/sensor/sensor_driver.ko'].each { assert new File(folder, it).isFile() }
    println "the whole tree builds against ${there[0].series}"
}
// no object file beside the sources
def left = []
new File(basedir, 'src').eachFileRecurse { if (it.name =~ /\.(o|ko|cmd)$/) { left << it } }
assert left.isEmpty()
