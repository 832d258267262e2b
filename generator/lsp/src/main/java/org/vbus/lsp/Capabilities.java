// SPDX-License-Identifier: Apache-2.0
package org.vbus.lsp;

import java.util.List;
import org.eclipse.lsp4j.CodeActionKind;
import org.eclipse.lsp4j.CodeActionOptions;
import org.eclipse.lsp4j.CompletionOptions;
import org.eclipse.lsp4j.RenameOptions;
import org.eclipse.lsp4j.SaveOptions;
import org.eclipse.lsp4j.SemanticTokensWithRegistrationOptions;
import org.eclipse.lsp4j.ServerCapabilities;
import org.eclipse.lsp4j.TextDocumentSyncKind;
import org.eclipse.lsp4j.TextDocumentSyncOptions;
import org.eclipse.lsp4j.WorkspaceFoldersOptions;
import org.eclipse.lsp4j.WorkspaceServerCapabilities;
import org.vbus.lsp.feature.Colours;

/** What this server can do, as editors are told. */
final class Capabilities {
    private Capabilities() { }

    static ServerCapabilities all() {
        ServerCapabilities all = new ServerCapabilities();
        TextDocumentSyncOptions sync = new TextDocumentSyncOptions();
        sync.setOpenClose(true);
        sync.setChange(TextDocumentSyncKind.Incremental);
        sync.setSave(new SaveOptions(false));
        all.setTextDocumentSync(sync);
        all.setCompletionProvider(new CompletionOptions(false, List.of(".")));
        all.setHoverProvider(true);
        all.setDefinitionProvider(true);
        all.setTypeDefinitionProvider(true);
        all.setReferencesProvider(true);
        all.setDocumentHighlightProvider(true);
        all.setRenameProvider(new RenameOptions(true));
        all.setDocumentSymbolProvider(true);
        all.setWorkspaceSymbolProvider(true);
        all.setFoldingRangeProvider(true);
        all.setInlayHintProvider(true);
        all.setDocumentFormattingProvider(true);
        all.setDocumentRangeFormattingProvider(true);
        all.setCodeActionProvider(new CodeActionOptions(List.of(CodeActionKind.QuickFix)));
        all.setSemanticTokensProvider(new SemanticTokensWithRegistrationOptions(Colours.legend(), true));
        WorkspaceFoldersOptions folders = new WorkspaceFoldersOptions();
        folders.setSupported(true);
        folders.setChangeNotifications(true);
        all.setWorkspace(new WorkspaceServerCapabilities(folders));
        return all;
    }
}
