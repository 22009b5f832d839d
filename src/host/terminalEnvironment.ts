/** The variables by which terminals are told; pure. */

type Env = Readonly<Record<string, string | null | undefined>>;

/**
 * NODE_OPTIONS that an integrated terminal would have without us, as the engine wants it: that of the user's setting
 * `terminal.integrated.env`, else the one that VS Code was started with. VS Code on macOS keeps it under a name of its own.
 */
export function inheritedNodeOptions(setting: Env, inherited: Env): Record<string, string> {
  const [set] = entries(setting, 'NODE_OPTIONS');
  // A debugger of the extension host set it for that alone.
  const debugged = entries(inherited, 'VSCODE_INSPECTOR_OPTIONS').length > 0;
  const [given] = [...entries(inherited, 'VSCODE_NODE_OPTIONS'), ...entries(inherited, 'NODE_OPTIONS')];
  const value = set === undefined ? (debugged ? null : given) : set;
  return value ? { NODE_OPTIONS: value } : {};
}

/** Windows does not mind the case of a name. */
function entries(env: Env, name: string): (string | null)[] {
  return Object.entries(env).flatMap(([key, value]) =>
    key.toUpperCase() === name && value !== undefined ? [value] : [],
  );
}
