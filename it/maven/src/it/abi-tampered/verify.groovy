// SPDX-License-Identifier: Apache-2.0
def log = new File(basedir, 'build.log').text
def runs = log.split('Scanning for projects')

[1, 2].each {
    assert runs[it].contains('BUILD FAILURE')
    assert runs[it] =~ /abi\/1\.0\.json: .*\[LOCK_TAMPERED\]/
    assert !runs[it].contains('internal error')
}
assert !new File(basedir, 'target/vbus-abi').exists()
assert !(log =~ /(?m)^\s+at [\w.]+\(/)
