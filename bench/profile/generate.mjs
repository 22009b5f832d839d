// A .cpuprofile of a wanted size, in the shape that V8 gives those of a large server.
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { seededRandom } from '../lib/stats.mjs';

/** Bytes of a node as they are written here, about. */
const nodeBytes = 245;
/** Bytes of a sample with its time. */
const sampleBytes = 10.5;
const functionCount = 12_000;
const deepest = 64;
const packages = 180;

/**
 * Writes a profile of about `megabytes` with that many samples; what they leave over goes to nodes.
 *
 * @returns {Promise<{ nodes: number, samples: number }>}
 */
export async function writeProfile(file, { megabytes, samples, seed = 1 }) {
  const random = seededRandom(seed);
  const pick = (below) => Math.floor(random() * below);
  const nodes = Math.max(1000, Math.round((megabytes * 1e6 - samples * sampleBytes) / nodeBytes));
  const functions = Array.from({ length: functionCount }, (_, i) => callFrame(i, pick));
  const parent = new Int32Array(nodes);
  const depth = new Uint16Array(nodes);
  const children = Array.from({ length: nodes }, () => []);
  for (let i = 1; i < nodes; i++) {
    // Mostly one deeper than the last, now and then a new branch.
    const above = depth[i - 1] >= deepest || random() < 0.3 ? pick(i) : i - 1;
    parent[i] = depth[above] >= deepest ? 0 : above;
    depth[i] = depth[parent[i]] + 1;
    children[parent[i]].push(i + 1);
  }
  const out = createWriteStream(file);
  const write = async (text) => {
    if (!out.write(text)) await once(out, 'drain');
  };
  await write('{"nodes":[');
  for (let i = 0; i < nodes; i++) {
    const frame = i === 0 ? rootFrame : functions[pick(functionCount)];
    const ticks = i === 0 ? [] : [{ line: frame.lineNumber + 3, ticks: 2 }];
    const node = { id: i + 1, callFrame: frame, hitCount: 2, children: children[i], positionTicks: ticks };
    await write((i === 0 ? '' : ',') + JSON.stringify(node));
  }
  const deltas = Array.from({ length: samples }, () => 120 + pick(1400));
  const startTime = 1_000_000;
  const endTime = startTime + deltas.reduce((sum, delta) => sum + delta, 0);
  await write(`],"startTime":${startTime},"endTime":${endTime},"samples":[`);
  let node = 1;
  for (let i = 0; i < samples; i++) {
    // A stack stays, moves to a caller or callee, or something else runs.
    const chance = random();
    if (chance < 0.05) node = pick(nodes - 1) + 1;
    else if (chance < 0.3) node = parent[node] || node;
    else if (chance < 0.6 && children[node].length > 0) node = children[node][0] - 1;
    await write((i === 0 ? '' : ',') + String(node + 1));
  }
  await write('],"timeDeltas":[');
  for (let i = 0; i < samples; i++) await write((i === 0 ? '' : ',') + String(deltas[i]));
  out.end(']}');
  await once(out, 'close');
  return { nodes, samples };
}

const rootFrame = { functionName: '(root)', scriptId: '0', url: '', lineNumber: -1, columnNumber: -1 };

function callFrame(i, pick) {
  const folder = [
    'file:///home/user/service/src',
    `file:///home/user/service/node_modules/package-${pick(packages)}/dist`,
    `file:///home/user/service/node_modules/@scope/library-${pick(packages)}/lib`,
    'node:internal',
  ][pick(4)];
  return {
    functionName: `${['handle', 'parse', 'render', 'visit', 'resolve'][i % 5]}Entry${i}`,
    scriptId: String(100 + pick(900)),
    url: `${folder}/module${pick(400)}${folder.startsWith('node') ? '' : '.js'}`,
    lineNumber: pick(2000),
    columnNumber: pick(80),
  };
}
