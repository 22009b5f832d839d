import assert from 'node:assert/strict';
import type { StaticFinding } from '../../../src/analysis/finding';
import { Project } from '../../../src/analysis/project';

/** Files by their paths below the project's root; one alone is `src/main.ts`. */
export type Files = Readonly<Record<string, string>> | string;

export const root = '/srv/app';

/** A project of these files; `package.json` and `tsconfig.json` among them are read. */
export function projectOf(files: Files): Project {
  const texts = textsOf(files);
  const project = new Project({
    fileExists: (path) => texts.has(path),
    readText: (path) => texts.get(path) ?? null,
    roots: [root],
  });
  for (const [path, text] of texts) if (!path.endsWith('.json')) project.set(path, text);
  return project;
}

function textsOf(files: Files): ReadonlyMap<string, string> {
  const named = typeof files === 'string' ? { 'src/main.ts': files } : files;
  return new Map(Object.entries(named).map(([path, text]) => [`${root}/${path}`, text]));
}

/** All findings of a project, in the order of its files. */
export function allFindings(project: Project): StaticFinding[] {
  return [...project.files].flatMap((file) => [...project.findings(file)]);
}

/**
 * Asserts that calls that block are found on exactly the lines that end with `//! handler`, once each and with that handler;
 * `//! -` is a finding without one.
 */
export function assertMarked(files: Files): void {
  const expected: string[] = [];
  for (const [path, text] of textsOf(files))
    text.split('\n').forEach((line, at) => {
      for (const handler of line.split('//! ').slice(1))
        expected.push(`${path.slice(root.length + 1)}:${at + 1} ${handler.trim()}`);
    });
  const found = allFindings(projectOf(files))
    .filter(({ rule }) => rule === 'blocking-call')
    .map(
      ({ start, handler }) => `${start.file.slice(root.length + 1)}:${start.line} ${handler?.name ?? '-'}`,
    );
  assert.deepEqual(found.sort(), expected.sort());
}
