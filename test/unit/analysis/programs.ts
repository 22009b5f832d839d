import { Project } from '../../../src/analysis/project';
import type { StaticFinding } from '../../../src/analysis/finding';

/** Files by their paths below the project's root. */
export type Files = Readonly<Record<string, string>>;

const root = '/srv/app';

/** A project of these files; `package.json` and `tsconfig.json` among them are read. */
export function projectOf(files: Files): Project {
  const texts = new Map(Object.entries(files).map(([path, text]) => [`${root}/${path}`, text]));
  const project = new Project({
    fileExists: (path) => texts.has(path),
    readText: (path) => texts.get(path) ?? null,
    roots: [root],
  });
  for (const [path, text] of texts) if (!path.endsWith('.json')) project.set(path, text);
  return project;
}

/** All findings of a project, in the order of its files. */
export function allFindings(project: Project): StaticFinding[] {
  return [...project.files].flatMap((file) => [...project.findings(file)]);
}

/** Each finding with a handler as `file:line call < handler`; those without end with `< -`. */
export function blocks(files: Files | string): string[] {
  const project = projectOf(typeof files === 'string' ? { 'src/main.ts': files } : files);
  return allFindings(project)
    .filter(({ rule }) => rule === 'blocking-call')
    .map(({ start, call, handler }) => {
      const path = start.file.slice(root.length + 1);
      return `${path}:${start.line} ${call} < ${handler ? handler.name : '-'}`;
    });
}
