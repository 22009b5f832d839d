// The flame panel in a page of its own, without VS Code: `?profile=<name>&theme=<name>`. Bundled by flameServer.mjs.
import { h, render } from 'preact';
import { english } from '../../src/model/message';
import { FlamePanel } from '../../src/webview/flame/flamePanel';
import { themeClasses, themeColors } from './themes';

const query = new URLSearchParams(location.search);
const asked = { opened: [], saved: [], copied: [] };

function setTheme(name) {
  document.body.className = themeClasses[name];
  const { style } = document.documentElement;
  style.cssText = '';
  for (const [color, value] of Object.entries(themeColors(name)))
    if (value !== null) style.setProperty(`--vscode-${color}`, value);
}

async function* read(url, signal) {
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error('The file could not be read: it is gone. Choose another one.');
  const reader = response.body.getReader();
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) yield piece.value;
}

const workerText = await (await fetch('/profileWorker.js')).text();
const startWorker = () => {
  const url = URL.createObjectURL(new Blob([workerText], { type: 'text/javascript' }));
  const worker = new Worker(url);
  URL.revokeObjectURL(url);
  return worker;
};

function sourceOf(name, size) {
  if (!name) return { kind: 'none' };
  return { kind: 'cpuprofile', name, size, read: (signal) => read(`/profiles/${name}`, signal) };
}

function show(source) {
  const actions = {
    open: (frame) => asked.opened.push(`${frame.file}:${frame.line}:${frame.column}`),
    save: (name, data) => asked.saved.push({ name, data }),
    copy: async (what) => asked.copied.push(typeof what === 'string' ? what : what.type) > 0,
  };
  render(h(FlamePanel, { source, t: english, startWorker, ...actions }), document.getElementById('root'));
}

setTheme(query.get('theme') ?? 'dark');
Object.assign(globalThis, { asked, setTheme, show, sourceOf });
show(sourceOf(query.get('profile'), Number(query.get('size')) || null));
