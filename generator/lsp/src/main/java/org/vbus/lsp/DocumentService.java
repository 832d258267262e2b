// SPDX-License-Identifier: Apache-2.0
package org.vbus.lsp;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.Command;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionList;
import org.eclipse.lsp4j.CompletionParams;
import org.eclipse.lsp4j.DefinitionParams;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidCloseTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.DidSaveTextDocumentParams;
import org.eclipse.lsp4j.DocumentFormattingParams;
import org.eclipse.lsp4j.DocumentHighlight;
import org.eclipse.lsp4j.DocumentHighlightParams;
import org.eclipse.lsp4j.DocumentRangeFormattingParams;
import org.eclipse.lsp4j.DocumentSymbol;
import org.eclipse.lsp4j.DocumentSymbolParams;
import org.eclipse.lsp4j.FoldingRange;
import org.eclipse.lsp4j.FoldingRangeRequestParams;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.InlayHint;
import org.eclipse.lsp4j.InlayHintParams;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.LocationLink;
import org.eclipse.lsp4j.PrepareRenameDefaultBehavior;
import org.eclipse.lsp4j.PrepareRenameParams;
import org.eclipse.lsp4j.PrepareRenameResult;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.ReferenceParams;
import org.eclipse.lsp4j.RenameParams;
import org.eclipse.lsp4j.SemanticTokens;
import org.eclipse.lsp4j.SemanticTokensParams;
import org.eclipse.lsp4j.SymbolInformation;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.TypeDefinitionParams;
import org.eclipse.lsp4j.WorkspaceEdit;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.lsp4j.jsonrpc.messages.Either3;
import org.eclipse.lsp4j.services.TextDocumentService;
import org.vbus.lsp.check.Known;
import org.vbus.lsp.complete.Completion;
import org.vbus.lsp.complete.Keywords;
import org.vbus.lsp.feature.CodeActions;
import org.vbus.lsp.feature.Colours;
import org.vbus.lsp.feature.Format;
import org.vbus.lsp.feature.HoverFeature;
import org.vbus.lsp.feature.InlayHints;
import org.vbus.lsp.feature.Navigation;
import org.vbus.lsp.feature.Rename;
import org.vbus.lsp.feature.Symbols;
import org.vbus.lsp.project.Buffer;
import org.vbus.lsp.project.Uris;

/** What is asked about one file: each question goes to the class that answers it. */
final class DocumentService implements TextDocumentService {
    private final Session session;
    private Features features;

    /** Made when the first question comes: they need the compiler. */
    private record Features(Completion completion, HoverFeature hover, Navigation navigation, Rename rename, CodeActions actions, Format format) {
        static Features of(Session session) {
            Keywords keywords = new Keywords();
            Navigation navigation = new Navigation(session.engine(), session.checks());
            return new Features(new Completion(session.engine(), keywords), new HoverFeature(keywords), navigation, new Rename(session.engine(), navigation),
                    new CodeActions(session.engine(), session.checks()), new Format(session.engine().frontEnd().formatter()));
        }
    }

    DocumentService(Session session) {
        this.session = session;
    }

    /** For the thread of the compiler alone. */
    private Features features() {
        if (features == null) {
            features = Features.of(session);
        }
        return features;
    }

    private <T> CompletableFuture<T> ask(TextDocumentIdentifier document, Function<Known, T> question) {
        return session.worker().ask(() -> question.apply(session.known(document.getUri())));
    }

    @Override
    public void didOpen(DidOpenTextDocumentParams params) {
        var document = params.getTextDocument();
        session.changed(session.buffers().open(document.getUri(), document.getVersion(), document.getText()).path());
    }

    @Override
    public void didChange(DidChangeTextDocumentParams params) {
        session.buffers().change(params.getTextDocument().getUri(), params.getTextDocument().getVersion() == null ? 0 : params.getTextDocument().getVersion(),
                params.getContentChanges()).map(Buffer::path).ifPresent(session::changed);
    }

    @Override
    public void didClose(DidCloseTextDocumentParams params) {
        session.buffers().close(params.getTextDocument().getUri()).ifPresent(buffer -> {
            session.closed(buffer.uri(), buffer.path());
            session.changedAll();
        });
    }

    @Override
    public void didSave(DidSaveTextDocumentParams params) {
        session.worker().later(0, () -> {
            session.library().changed(Uris.path(params.getTextDocument().getUri()));
            // an editor that tells of no other files tells at least of this moment
            session.forget();
        });
    }

    @Override
    public CompletableFuture<Either<List<CompletionItem>, CompletionList>> completion(CompletionParams params) {
        return session.worker().ask(() -> Either.forRight(features().completion().at(Uris.path(params.getTextDocument().getUri()), params.getPosition())));
    }

    @Override
    public CompletableFuture<Hover> hover(HoverParams params) {
        return ask(params.getTextDocument(), known -> features().hover().at(known, params.getPosition()).orElse(null));
    }

    @Override
    public CompletableFuture<Either<List<? extends Location>, List<? extends LocationLink>>> definition(DefinitionParams params) {
        return ask(params.getTextDocument(), known -> Either.forLeft(features().navigation().definition(known, params.getPosition())));
    }

    @Override
    public CompletableFuture<Either<List<? extends Location>, List<? extends LocationLink>>> typeDefinition(TypeDefinitionParams params) {
        return ask(params.getTextDocument(), known -> Either.forLeft(features().navigation().typeDefinition(known, params.getPosition())));
    }

    @Override
    public CompletableFuture<List<? extends Location>> references(ReferenceParams params) {
        boolean all = params.getContext() != null && params.getContext().isIncludeDeclaration();
        return ask(params.getTextDocument(), known -> features().navigation().references(known, params.getPosition(), all));
    }

    @Override
    public CompletableFuture<List<? extends DocumentHighlight>> documentHighlight(DocumentHighlightParams params) {
        return ask(params.getTextDocument(), known -> features().navigation().highlights(known, params.getPosition()));
    }

    @Override
    public CompletableFuture<Either3<Range, PrepareRenameResult, PrepareRenameDefaultBehavior>> prepareRename(PrepareRenameParams params) {
        return ask(params.getTextDocument(), known -> Either3.forSecond(features().rename().prepare(known, params.getPosition())));
    }

    @Override
    public CompletableFuture<WorkspaceEdit> rename(RenameParams params) {
        return ask(params.getTextDocument(), known -> features().rename().edits(known, params.getPosition(), params.getNewName()));
    }

    @Override
    public CompletableFuture<List<Either<SymbolInformation, DocumentSymbol>>> documentSymbol(DocumentSymbolParams params) {
        return ask(params.getTextDocument(), known -> Symbols.of(known).stream().map(Either::<SymbolInformation, DocumentSymbol>forRight).toList());
    }

    @Override
    public CompletableFuture<List<FoldingRange>> foldingRange(FoldingRangeRequestParams params) {
        return ask(params.getTextDocument(), Symbols::folds);
    }

    @Override
    public CompletableFuture<SemanticTokens> semanticTokensFull(SemanticTokensParams params) {
        return ask(params.getTextDocument(), Colours::of);
    }

    @Override
    public CompletableFuture<List<InlayHint>> inlayHint(InlayHintParams params) {
        return ask(params.getTextDocument(), known -> InlayHints.in(known, params.getRange()));
    }

    @Override
    public CompletableFuture<List<? extends TextEdit>> formatting(DocumentFormattingParams params) {
        return session.worker().ask(() -> session.buffers().find(Uris.path(params.getTextDocument().getUri())).map(buffer -> features().format().all(buffer)).orElse(List.of()));
    }

    @Override
    public CompletableFuture<List<? extends TextEdit>> rangeFormatting(DocumentRangeFormattingParams params) {
        return session.worker().ask(() -> session.buffers().find(Uris.path(params.getTextDocument().getUri()))
                .map(buffer -> features().format().some(buffer, params.getRange())).orElse(List.of()));
    }

    @Override
    public CompletableFuture<List<Either<Command, CodeAction>>> codeAction(CodeActionParams params) {
        return ask(params.getTextDocument(), known -> new ArrayList<>(features().actions().in(known, params.getRange()).stream().map(Either::<Command, CodeAction>forRight).toList()));
    }
}
