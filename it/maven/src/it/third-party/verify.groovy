// SPDX-License-Identifier: Apache-2.0
def log = new File(basedir, 'build.log').text
assert log.contains('BUILD SUCCESS')

def table = new File(basedir, 'device/target/vbus/tables/acme.points.md')
assert table.text == '''\
# acme.points

## point, 8 bytes

| name | offset | size |
|---|---|---|
| x | 0 | 4 |
| y | 4 | 4 |

## move, 24 bytes

| name | offset | size |
|---|---|---|
| to | 0 | 8 |
| time | 8 | 8 |
| way | 16 | 4 |
| (reserved) | 20 | 4 |
'''
assert new File(basedir, 'device/target/vbus/include/uapi/acme/points.h').isFile()

// its own numbers are told as the others are; the spec that is named in the warning has no comment
assert log =~ /\[WARNING\] .*quiet\.vbus:\d+:\d+ ACME0001 struct `silent` has nothing to say in a manual/
