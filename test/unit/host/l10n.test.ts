import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';
import { repoRoot } from '../../nodes';

/** Rooms whose texts the editor shows. */
const rooms = ['src/host', 'src/model', 'src/server', 'src/analysis', 'src/webview'];
const bundles = ['l10n/bundle.l10n.de.json'];
const manifests = ['package.nls.de.json'];

type Texts = Readonly<Record<string, string>>;

describe('translations', () => {
  const calls = rooms.flatMap(filesIn).flatMap(translatedIn);
  const used = new Set(calls.flatMap(({ message }) => message ?? []));

  it('are looked up by literals, with as many values as the message has places', () => {
    assert.ok(used.size > 150, `only ${used.size} messages were found`);
    const wrong = calls.filter(
      ({ message, values }) =>
        message === null || (values !== null && values !== new Set(placeholders(message)).size),
    );
    assert.deepEqual(
      wrong.map(({ at }) => at),
      [],
    );
  });

  for (const file of bundles) {
    it(`in ${file} are those of every message, and no other`, () => {
      assert.deepEqual(Object.keys(textsOf(file)).sort(), [...used].sort());
    });
  }

  for (const file of manifests) {
    it(`in ${file} are those of package.nls.json`, () => {
      const english = textsOf('package.nls.json');
      const own = textsOf(file);
      assert.deepEqual(Object.keys(own), Object.keys(english));
      const commands = (text: string): string[] => [...text.matchAll(/\(command:.*?\)/g)].map(String);
      for (const [key, text] of Object.entries(own))
        assert.deepEqual(commands(text), commands(english[key]!));
    });
  }

  it('have the places of their message', () => {
    for (const file of bundles) {
      for (const [message, text] of Object.entries(textsOf(file))) {
        assert.notEqual(text.trim(), '', message);
        assert.deepEqual(placeholders(text), placeholders(message), message);
      }
    }
  });
});

interface Call {
  /** File and line. */
  readonly at: string;
  /** null where it is no literal. */
  readonly message: string | null;
  /** How many values are put in; null where that cannot be told. */
  readonly values: number | null;
}

/** Calls of `t` and of `vscode.l10n.t`. */
function translatedIn(file: string): Call[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(join(repoRoot, file), 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const calls: Call[] = [];
  const visit = (node: ts.Node): void => {
    ts.forEachChild(node, visit);
    if (!ts.isCallExpression(node) || !/^(t|this\.t|vscode\.l10n\.t)$/.test(node.expression.getText()))
      return;
    const [first, ...values] = node.arguments;
    calls.push({
      at: `${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`,
      message: first && ts.isStringLiteralLike(first) ? first.text : null,
      values: values.some(ts.isSpreadElement) ? null : values.length,
    });
  };
  visit(source);
  return calls;
}

function filesIn(room: string): string[] {
  return readdirSync(join(repoRoot, room), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => `${room}/${name.replaceAll('\\', '/')}`);
}

/** `0`, `1`, …, sorted. */
function placeholders(text: string): string[] {
  return [...text.matchAll(/\{(\d+)\}/g)].map(([, at]) => at!).sort();
}

function textsOf(file: string): Texts {
  return JSON.parse(readFileSync(join(repoRoot, file), 'utf8')) as Texts;
}
