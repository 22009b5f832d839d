import { join } from 'node:path';
import { createConnection } from 'vscode-languageserver/node';
import { LanguageServer } from './languageServer';

// How to talk is in the arguments: --node-ipc, --stdio, --socket, --pipe.
const connection = createConnection();
new LanguageServer({
  connection,
  regexWorker: join(__dirname, 'regexWorker.js'),
  platform: process.platform,
});
connection.listen();
