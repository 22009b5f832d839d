/** Splits what a socket brings into lines, each a JSON object or array; a line that is none is left out. */
export function createLineReader(onValue: (value: unknown) => void): (chunk: string) => void {
  let rest = '';
  return (chunk) => {
    if (!chunk.includes('\n')) {
      // A long line comes in many chunks: they are looked through once.
      rest += chunk;
      return;
    }
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line === '') continue;
      let value: unknown;
      try {
        value = JSON.parse(line);
      } catch {
        continue;
      }
      if (typeof value === 'object' && value !== null) onValue(value);
    }
  };
}
