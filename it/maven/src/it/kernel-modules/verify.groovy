// SPDX-License-Identifier: Apache-2.0
def log = new File(basedir, 'build.log').text
assert log.contains('BUILD SUCCESS')
assert !log.contains('[WARNING]')

// what the user wrote lies where the build files look, and no object file beside the sources
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
def built = 0
['6.1', '6.12', '6.1-rt', '6.12-rt'].each { series ->
    def headers = run("$home/it/lib/kernels.sh", 'headers', series)
    if (headers.status != 0) {
        println "modules for $series are skipped: ${headers.said.trim()}"
        return
    }
    // with W=1 and sparse; fails when either says anything
    def build = run("$home/it/kernel/build", series, tree.path, new File(basedir, "target/kernel-$series").path)
    println build.said.trim()
    assert build.status == 0
    ['sensor_sim', 'sensor_driver', 'vbus'].each {
        def module = []
        new File(basedir, "target/kernel-$series").eachFileRecurse { file -> if (file.name == "${it}.ko") { module << file } }
        assert !module.isEmpty() : "no ${it}.ko"
    }
    built++
}
println "$built of 4 kernels"
