// SPDX-License-Identifier: Apache-2.0
package org.vbus.lsp.complete;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.eclipse.xtext.GrammarUtil;
import org.junit.jupiter.api.Test;
import org.vbus.lang.FrontEnd;
import org.vbus.model.profile.Profiles;

/** Who adds a keyword to the language says what it does. */
class KeywordsTest {
    @Test
    void everyKeywordHasASentence() {
        Keywords keywords = new Keywords();
        Set<String> words = new TreeSet<>(GrammarUtil.getAllKeywords(FrontEnd.create().grammar().getGrammar()));
        words.removeIf(word -> !Character.isLetter(word.charAt(0)));
        assertThat(words).hasSizeGreaterThan(100).allSatisfy(word -> assertThat(keywords.doc(word)).as(word).isPresent().get().asString().isNotBlank());
    }

    @Test
    void everyProfileHasASentence() {
        Keywords keywords = new Keywords();
        assertThat(Profiles.names()).isNotEmpty().allSatisfy(name -> assertThat(keywords.profile(name)).as(name).isPresent().get().asString().isNotBlank());
    }
}
