// npm run bench -- accuracy|overhead|live|starved|editor|server|regexes|handlers|profile|timeline [options]
// Each bench says in its own first lines what it measures, prints and takes; `npm run build` comes first.
// Exit status: 0 bars met, 1 a bar missed, 2 wrong usage or the bench could not run.
import { killRunning } from './lib/programs.mjs';

const benches = [
  ...['accuracy', 'overhead', 'live', 'starved', 'editor'],
  ...['server', 'regexes', 'handlers', 'profile', 'timeline'],
];

const [name, ...args] = process.argv.slice(2);
if (!benches.includes(name)) {
  console.error(`Usage: npm run bench -- ${benches.join('|')} [options]`);
  process.exit(2);
}
const { main } = await import(`./${name}.mjs`);
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    killRunning();
    process.exit(130);
  });
}
try {
  process.exitCode = (await main(args)) ? 0 : 1;
} catch (error) {
  console.error(error.code?.startsWith('ERR_PARSE_ARGS') ? error.message : error);
  process.exitCode = 2;
}
