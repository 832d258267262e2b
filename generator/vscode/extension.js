// SPDX-License-Identifier: Apache-2.0
'use strict';

const fs = require('fs');
const path = require('path');
const vscode = require('vscode');
const { LanguageClient, RevealOutputChannelOn } = require('vscode-languageclient/node');

let client;

/** The words that start the server: those of the settings, else Java with the compiler that came along. */
function command(context, settings) {
    const own = settings.get('server.command') || [];
    if (own.length > 0) {
        return own;
    }
    const home = settings.get('java.home') || process.env.JAVA_HOME;
    const name = process.platform === 'win32' ? 'java.exe' : 'java';
    const java = home && fs.existsSync(path.join(home, 'bin', name)) ? path.join(home, 'bin', name) : name;
    // as the launcher starts it: quick to begin, small
    return [java, '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xms64m', '-jar', path.join(context.extensionPath, 'server', 'vbusc.jar'), 'lsp'];
}

async function start(context) {
    const settings = vscode.workspace.getConfiguration('vbus');
    const words = command(context, settings);
    const server = { command: words[0], args: words.slice(1) };
    client = new LanguageClient('vbus', 'Virtual-Bus specs', { run: server, debug: server }, {
        documentSelector: [{ scheme: 'file', language: 'vbus' }, { scheme: 'untitled', language: 'vbus' }],
        initializationOptions: { includes: settings.get('includes') },
        synchronize: { configurationSection: 'vbus' },
        revealOutputChannelOn: RevealOutputChannelOn.Never
    });
    try {
        await client.start();
    } catch (failure) {
        vscode.window.showErrorMessage(`The server of .vbus files does not start: ${words[0]}: ${failure.message}. It needs Java 17 or later: see the setting vbus.java.home.`);
    }
}

async function stop() {
    const running = client;
    client = undefined;
    if (running && running.needsStop()) {
        await running.stop();
    }
}

async function activate(context) {
    const restart = async () => {
        await stop();
        await start(context);
    };
    context.subscriptions.push(
        vscode.commands.registerCommand('vbus.restart', restart),
        vscode.workspace.onDidChangeConfiguration(async change => {
            if (change.affectsConfiguration('vbus.server') || change.affectsConfiguration('vbus.java')) {
                await restart();
            }
        }));
    await start(context);
}

module.exports = { activate, deactivate: stop };
