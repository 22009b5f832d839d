// How long a size takes on this machine and Node version, so that blocks get about the length that was planned.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { outcome, start } from '../lib/programs.mjs';
import { nodeOptions, writeProgram } from './program.mjs';

/**
 * Measures the sized kinds, each in the program style `cjs`, without the tool.
 *
 * @returns {Promise<Record<string, { size: number, ms: number }>>} by kind
 */
export async function calibrated(node, kinds, folder) {
  const sized = kinds.filter(({ from }) => from !== undefined);
  mkdirSync(folder, { recursive: true });
  const calibrate = sized.map(({ id, from, grow, file }) => {
    const path = join(folder, `${id}.js`);
    file?.(path, from);
    return { kind: id, from, grow, fixed: file ? path : undefined };
  });
  const { entry } = await writeProgram(folder, {
    style: 'cjs',
    host: 'direct',
    kinds: sized,
    plan: { calibrate },
  });
  const { code, stdout, stderr } = await outcome(start(node.path, [...nodeOptions, entry]), 60_000);
  if (code !== 0) throw new Error(`Calibration on ${node.name} ended with ${code}:\n${stderr}`);
  return JSON.parse(stdout);
}

/** The turns as truth.cjs reads them; makes the files that blocks take as arguments in `folder`. */
export function argumentsOf(planned, calibration, folder) {
  // A dependency's module that is required is no code of the user's own: the line that requires it is the site.
  const data = join(folder, 'node_modules');
  mkdirSync(data, { recursive: true });
  return planned.map(({ kind, ms, trigger, gapMs }, i) => {
    const part = trigger === 'split' ? ms / 4 : ms;
    return {
      kind: kind.id,
      trigger,
      gapMs,
      arg: argument(kind, part, calibration[kind.id], join(data, `data${i}.js`)),
    };
  });
}

function argument(kind, ms, measured, path) {
  if (!measured) return ms;
  const { power = 1 } = kind;
  const times = ms / measured.ms;
  const exact = power === 0 ? measured.size + Math.log2(times) : measured.size * times ** (1 / power);
  const size = Math.max(1, Math.round(exact));
  if (!kind.file) return size;
  kind.file(path, size);
  return path;
}
