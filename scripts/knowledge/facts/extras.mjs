import { nodeMajors } from '../../lib/nodes.mjs';

/**
 * Callables that reflection cannot see: what every module gets as its own, what exists only in a child process, on another
 * system or behind a flag, and inherited methods that lead elsewhere than those of the class they come from.
 */
export const extras = Object.fromEntries(
  [
    ['require', 'global', 'module'],
    ['require.resolve', 'global', 'module'],
    ['import', 'global', 'module'],
    ['import.meta.resolve', 'global', 'module'],
    ['process.send', 'global', 'process'],
    ['process.stdout.write', 'method', 'process'],
    ['process.stderr.write', 'method', 'process'],
    ['child_process.ChildProcess#send', 'method', 'child_process'],
    ['fs.lchmod', 'function', 'fs'],
    ['fs.lchmodSync', 'function', 'fs'],
    ['fs.promises.FileHandle#close', 'method', 'fs'],
    ['fs.WriteStream#write', 'method', 'fs'],
    ['fs.WriteStream#end', 'method', 'fs'],
    ['net.Socket#write', 'method', 'net'],
    ['net.Socket#destroy', 'method', 'net'],
    ['http.ServerResponse#write', 'method', 'http'],
    ['http.ServerResponse#end', 'method', 'http'],
    ['http.ClientRequest#write', 'method', 'http'],
    ['http.ClientRequest#end', 'method', 'http'],
  ].map(([id, kind, module]) => [id, { kind, module, majors: nodeMajors }]),
);
