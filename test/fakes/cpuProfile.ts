/** Calls from the outermost in, each `name url:line` (1-based), and for how long, in milliseconds. */
export type TakenStack = readonly [calls: readonly string[], ms: number];

interface ProfileNode {
  id: number;
  callFrame: {
    functionName: string;
    scriptId: string;
    url: string;
    lineNumber: number;
    columnNumber: number;
  };
  hitCount: number;
  children: number[];
}

/** The text of a `.cpuprofile` with a sample every millisecond. */
export function cpuProfile(stacks: readonly TakenStack[]): string {
  const root = nodeOf(1, '(root) :0');
  const nodes = [root];
  const known = new Map<string, ProfileNode>();
  const samples: number[] = [];
  for (const [calls, ms] of stacks) {
    let above = root;
    let path = '';
    for (const call of calls) {
      path += `>${call}`;
      let node = known.get(path);
      if (!node) {
        node = nodeOf(nodes.length + 1, call);
        nodes.push(node);
        known.set(path, node);
        above.children.push(node.id);
      }
      above = node;
    }
    above.hitCount += ms;
    for (let i = 0; i < ms; i++) samples.push(above.id);
  }
  const endTime = 1000 + samples.length * 1000;
  const timeDeltas = samples.map((_, i) => (i === 0 ? 0 : 1000));
  return JSON.stringify({ nodes, startTime: 1000, endTime, samples, timeDeltas });
}

function nodeOf(id: number, call: string): ProfileNode {
  const [, functionName = '', url = '', line = '0'] = /^(.*) (\S*):(\d+)$/.exec(call) ?? [];
  const position = { lineNumber: Number(line) - 1, columnNumber: Number(line) > 0 ? 10 : -1 };
  return { id, callFrame: { functionName, scriptId: '1', url, ...position }, hitCount: 0, children: [] };
}

const app = 'file:///home/ana/shop/src';
const packages = 'file:///home/ana/shop/node_modules';
const tick = 'processTicksAndRejections node:internal/process/task_queues:105';
const request = [tick, 'parserOnIncoming node:_http_server:1120', 'emit node:events:508'];
const express = [
  `handle ${packages}/express/lib/application.js:177`,
  `next ${packages}/router/index.js:155`,
  `handleRequest ${packages}/router/lib/layer.js:97`,
];
const report = [
  ...request,
  ...express,
  `showReport ${app}/routes/reports.ts:31`,
  `renderReport ${app}/report.ts:12`,
];
const orders = [
  ...request,
  ...express,
  `listOrders ${app}/routes/orders.ts:48`,
  `sortOrders ${app}/orders.ts:20`,
];
const menu = [...request, ...express, `showMenu ${app}/routes/menu.ts:9`];
const flatten = `flatten ${app}/menu.ts:17`;
const gc = ['(garbage collector) :0'];
const idle = ['(idle) :0'];

/** Two seconds of a shop that serves three kinds of requests; `flatten` calls itself. */
export function shopProfile(): string {
  const stacks: TakenStack[] = [];
  for (let round = 0; round < 8; round++) {
    stacks.push(
      [idle, 25 + ((round * 7) % 30)],
      [[...report, `groupByDay ${app}/report.ts:40`], 22 + (round % 3) * 4],
      [[...report, `groupByDay ${app}/report.ts:40`, `cloneDeep ${packages}/lodash/lodash.js:11106`], 14],
      [gc, 3 + (round % 4)],
      [[...report, 'stringify :0'], 18 + (round % 2) * 9],
      [[...report, 'gzipSync node:zlib:780', 'processChunkSync node:zlib:410'], 12],
      [idle, 18 + ((round * 11) % 20)],
      [[...orders, `byDate ${app}/orders.ts:26`], 16],
      [[...orders, `byDate ${app}/orders.ts:26`, 'localeCompare :0'], 11 + (round % 5)],
      [[...menu, flatten], 4],
      [[...menu, flatten, flatten], 6],
      [[...menu, flatten, flatten, flatten, `toTitle ${app}/menu.ts:33`], 5],
      [[...menu, flatten, flatten], 3],
      [[...request, 'wasm-function[12] wasm://wasm/a1b2c3d4:0'], 4],
      [['(program) :0'], 2],
    );
  }
  return cpuProfile(stacks);
}
