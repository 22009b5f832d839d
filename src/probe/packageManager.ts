/** Programs that only start others: they are passed through unobserved, what they start is observed. */
const names = /[\\/](npm|npx|yarn|yarnpkg|pnpm|pnpx|corepack)([-.](cli|[cm]?js))*$/;

/** Whether a process's script (`process.argv[1]`) is a package manager's. */
export function isPackageManager(script: string | undefined): boolean {
  return script !== undefined && names.test(script);
}
