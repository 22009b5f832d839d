/** Takes one out of a list whose order does not matter: the last one takes its place, nothing is allocated. */
export function removeAt<T>(list: T[], at: number): void {
  const last = list.pop()!;
  if (at < list.length) list[at] = last;
}
