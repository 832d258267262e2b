// SPDX-License-Identifier: Apache-2.0
def log = new File(basedir, 'build.log').text
def runs = log.split('Scanning for projects')

assert runs[1].contains('BUILD FAILURE')
assert runs[1] =~ /acme\.meter: no release of it is frozen in .*abi \[LOCK_MISSING\]/
assert runs[1].contains('`vbusc explain LOCK_MISSING` tells more')

assert runs[2].contains('BUILD SUCCESS')
assert runs[2] =~ /acme\.meter: no release of it is frozen in /

assert runs[3].contains('BUILD SUCCESS')
assert runs[4].contains('BUILD FAILURE')
assert runs[4] =~ /no specs below .* to judge against baseline acme\.abi:meter:1/
assert !(log =~ /(?m)^\s+at [\w.]+\(/)
