import type { InspectorSession } from './session';

/**
 * Value of an expression in the target, by value. Interrupts running JavaScript, waits for native code. `silent`: an error that
 * it throws does not pause the user's debugger. Rejects with the thrown error's description.
 *
 * `withRequire`: it is given `require` where the target has one. Not for what may reach a target that is ending: Node 20 crashes
 * in V8's `CommandLineAPIScope` where it waits for debuggers to disconnect.
 */
export async function evaluate(
  session: InspectorSession,
  expression: string,
  withRequire = false,
): Promise<unknown> {
  const { exceptionDetails, result } = await session.send('Runtime.evaluate', {
    expression,
    silent: true,
    returnByValue: true,
    includeCommandLineAPI: withRequire,
  });
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return result.value as unknown;
}
