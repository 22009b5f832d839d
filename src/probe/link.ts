/** What carries a thread's facts away where no sentinel does. */
export interface Link {
  /** Sends what has been written; called once per turn, and before a call that will last. */
  pump(): void;
  stop(): void;
}

/** Facts without the table of calls, which only a sentinel reads. */
export function withoutCalls(text: string): string {
  return text
    .split('\n')
    .filter((line) => !line.startsWith('{"t":"calls"'))
    .join('\n');
}
