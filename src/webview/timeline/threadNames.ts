import type { TimelineThread } from '../../shared/timeline';

/** Names by id; those that several have, as in a cluster, with what tells them apart. */
export function threadNames(
  threads: readonly Pick<TimelineThread, 'id' | 'name' | 'kind' | 'pid' | 'threadId'>[],
): ReadonlyMap<string, string> {
  const count = (name: string): number => threads.filter((other) => other.name === name).length;
  return new Map(
    threads.map(({ id, name, kind, pid, threadId }) => {
      if (count(name) < 2) return [id, name];
      return [id, kind === 'worker' ? `${threadId} · ${name}` : `${pid} · ${name}`];
    }),
  );
}
