// SPDX-License-Identifier: Apache-2.0
// every profile that vbusc new has
(new File(basedir, 'pom.xml').text =~ /<module>(\w+)<\/module>/).collect { it[1] }.each { profile ->
    def words = ["$home/vbusc".toString(), 'new', 'clean_air', '--profile', profile, '--package', "acme.lab.$profile".toString(), '--dir',
                 new File(basedir, profile).path]
    def process = new ProcessBuilder(words).redirectErrorStream(true).start()
    process.outputStream.close()
    def said = process.inputStream.text
    assert process.waitFor() == 0 : said
}
return true
