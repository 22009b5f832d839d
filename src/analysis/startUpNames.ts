/** What functions are called that run when a program starts or ends, or for a person at a terminal. */
const startUp =
  /^_?(?:init|initiali[sz]e|set[uU]p|boot|bootstrap|start|load|configure|create|build|generate|install|uninstall|migrate|seed|prepare|register|mount|main|run|launch|connect|disconnect|open|close|stop|shutdown|shutDown|destroy|dispose|clean|clean[uU]p|tear[dD]own|onModuleInit|onModuleDestroy|onApplicationBootstrap|onApplicationShutdown)(?![a-z])/;
const commandLine =
  /(?:^|[\\/])(?:(?:commands?|cmds?|cli)[\\/].*|(?:cli|cmd|init|setup|install|bootstrap|boot|seed|migrate)\.[cm]?[jt]sx?)$/i;

const wholeProgram =
  /^(?:re)?(?:start|boot|bootstrap|main|run|launch)(?:Server|App|Application|Process|Program)?$/i;

/** Whether a function is called as the one that starts the whole program is. */
export function isProgramName(name: string): boolean {
  return wholeProgram.test(name);
}

/** Whether a function's name says that it is no one's who serves requests. @param name also `Class.method`, `new Class` */
export function isStartUpName(name: string): boolean {
  return startUp.test(name.slice(name.lastIndexOf('.') + 1)) || name.startsWith('new ');
}

/** Whether a file's name says that it is of a program of the command line, or of the start of one. */
export function isStartUpFile(path: string): boolean {
  return commandLine.test(path.replace(/^.*[\\/](?=[^\\/]*[\\/][^\\/]*[\\/][^\\/]*$)/, ''));
}
