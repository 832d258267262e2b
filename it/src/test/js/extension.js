// SPDX-License-Identifier: Apache-2.0
//
// Runs the extension of VS Code without VS Code: `node extension.js FOLDER-OF-THE-EXTENSION SPEC WORD...` starts it with the server that the words start, opens
// the spec, and prints what the editor would show as wrong. What of the editor's interface is not needed for that answers with something that does nothing.
'use strict';

const Module = require('module');
const fs = require('fs');
const path = require('path');
const url = require('url');

const [folder, spec, ...words] = process.argv.slice(2);
const nothing = () => ({ dispose() {} });

class Position { constructor(line, character) { this.line = line; this.character = character; } }
class Range {
    constructor(a, b, c, d) {
        const numbers = typeof a === 'number';
        this.start = numbers ? new Position(a, b) : a;
        this.end = numbers ? new Position(c, d) : b;
    }
}
class Diagnostic { constructor(range, message, severity) { Object.assign(this, { range, message, severity }); } }
class Uri {
    constructor(text) { this.text = text; const parsed = new URL(text); this.scheme = parsed.protocol.slice(0, -1); this.path = decodeURIComponent(parsed.pathname); this.fsPath = this.path; }
    toString() { return this.text; }
    static parse(text) { return new Uri(text); }
    static file(name) { return new Uri(url.pathToFileURL(name).toString()); }
}
class Disposable { constructor(end) { this.end = end || (() => {}); } dispose() { this.end(); } static from() { return new Disposable(); } }
class EventEmitter { constructor() { this.event = nothing; } fire() {} dispose() {} }
class CancellationTokenSource { constructor() { this.token = { isCancellationRequested: false, onCancellationRequested: nothing }; } cancel() {} dispose() {} }

/** A name that the library only refers to, or an enum whose values it only passes on. */
function stub(name) {
    class Stub {}
    return new Proxy(Stub, { get: (target, key) => key in target || typeof key === 'symbol' ? target[key] : `${name}.${String(key)}` });
}

const document = {
    uri: Uri.file(spec), fileName: spec, languageId: 'vbus', version: 1, isClosed: false, isDirty: false, isUntitled: false, eol: 1,
    getText: () => fs.readFileSync(spec, 'utf8')
};
const shown = [];
const known = {
    version: '1.90.0', Disposable, Position, Range, Diagnostic, Uri, EventEmitter, CancellationTokenSource,
    CancellationToken: { None: new CancellationTokenSource().token },
    env: { appName: 'test', language: 'en', uriScheme: 'test', machineId: '', onDidChangeTelemetryEnabled: nothing },
    extensions: { all: [], getExtension: () => undefined, onDidChange: nothing },
    commands: { registerCommand: nothing, executeCommand: async () => undefined },
    languages: new Proxy({
        match: (selector, one) => [].concat(selector).some(filter => filter.language === one.languageId) ? 10 : 0,
        createDiagnosticCollection: () => ({ set(uri, all) { shown.push(all); finish(all); }, delete() {}, clear() {}, dispose() {} })
    }, { get: (target, key) => target[key] || nothing }),
    window: new Proxy({
        activeTextEditor: undefined, visibleTextEditors: [], tabGroups: { all: [], onDidChangeTabs: nothing },
        createOutputChannel: () => ({ append() {}, appendLine() {}, show() {}, clear() {}, dispose() {} }),
        showErrorMessage: message => fail(`the editor shows: ${message}`)
    }, { get: (target, key) => key in target ? target[key] : nothing }),
    workspace: new Proxy({
        textDocuments: [document], notebookDocuments: [], workspaceFolders: [{ uri: Uri.file(path.dirname(spec)), name: 'spec', index: 0 }], isTrusted: true,
        getWorkspaceFolder: () => known.workspace.workspaceFolders[0],
        getConfiguration: () => ({ get: key => ({ 'server.command': words, includes: [] })[key], has: () => false, inspect: () => undefined }),
        createFileSystemWatcher: () => ({ onDidCreate: nothing, onDidChange: nothing, onDidDelete: nothing, dispose() {} })
    }, { get: (target, key) => key in target ? target[key] : nothing })
};
const stubs = new Map();
const vscode = new Proxy(known, {
    get(target, key) {
        if (key in target || typeof key === 'symbol') {
            return target[key];
        }
        if (!stubs.has(key)) {
            stubs.set(key, stub(String(key)));
        }
        return stubs.get(key);
    }
});

const load = Module._load;
Module._load = function (name, ...rest) { return name === 'vscode' ? vscode : load.call(this, name, ...rest); };

function fail(message) {
    console.error(message);
    process.exit(1);
}

async function finish(all) {
    console.log(JSON.stringify(all.map(one => ({ code: typeof one.code === 'object' ? one.code.value : one.code, message: one.message, line: one.range.start.line }))));
    await extension.deactivate();
    process.exit(0);
}

process.on('unhandledRejection', failure => fail(failure.stack));
setTimeout(() => fail('nothing was shown within a minute'), 60000).unref();
const extension = require(path.resolve(folder, 'extension.js'));
extension.activate({ subscriptions: [], extensionPath: path.resolve(folder), asAbsolutePath: name => path.resolve(folder, name) }).catch(failure => fail(failure.stack));
