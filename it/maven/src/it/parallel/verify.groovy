// SPDX-License-Identifier: Apache-2.0
def log = new File(basedir, 'build.log').text
assert log.contains('Using the MultiThreadedBuilder implementation with a thread count of 2')
assert log.count('BUILD SUCCESS') == 2
// threadSafe is said of every goal
assert !log.contains('not marked as')
assert log.count('vbus: up to date') == 6

// the three devices differ in nothing but their name, so their files do not either
def files = { name ->
    def own = { it.replace(name, 'tree').replace(name.toUpperCase(), 'TREE').replace(name.capitalize(), 'Tree').replaceAll(/(0x[0-9a-f]{2},\s*){8}|[0-9a-f]{64}/, 'HASH') }
    def module = new File(basedir, name)
    def all = [:]
    ['target/generated-sources/vbus', 'target/vbus'].each { folder ->
        new File(module, folder).eachFileRecurse {
            if (it.isFile()) {
                all[own(it.path.substring(module.path.length()))] = own(it.text)
            }
        }
    }
    all
}
def first = files('alder')
assert first.size() > 80
['birch', 'cedar'].each { name ->
    def other = files(name)
    assert other.keySet() == first.keySet()
    def differ = first.keySet().findAll { first[it] != other[it] }
    assert differ.isEmpty()
}
true
