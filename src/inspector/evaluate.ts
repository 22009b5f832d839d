import type { InspectorSession } from './session';

/**
 * Value of an expression in the target, by value; it is given `require` where the target has one. Interrupts running
 * JavaScript, waits for native code. `silent`: an error that it throws does not pause the user's debugger. Rejects with the
 * thrown error's description.
 */
export async function evaluate(session: InspectorSession, expression: string): Promise<unknown> {
  const { exceptionDetails, result } = await session.send('Runtime.evaluate', {
    expression,
    silent: true,
    returnByValue: true,
    includeCommandLineAPI: true,
  });
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return result.value as unknown;
}
