const none: readonly never[] = [];

/**
 * What `items.flatMap(find)` gives. Most questions have one answer or none: that is handed on as it is, where `flatMap` would copy it.
 */
export function flat<Item, Found>(
  items: readonly Item[],
  find: (item: Item) => readonly Found[],
): readonly Found[] {
  if (items.length === 0) return none;
  if (items.length === 1) return find(items[0]!);
  let found: Found[] | null = null;
  let only: readonly Found[] = none;
  for (const item of items) {
    const more = find(item);
    if (more.length === 0) continue;
    if (found) for (const one of more) found.push(one);
    else if (only.length === 0) only = more;
    else found = [...only, ...more];
  }
  return found ?? only;
}

/** The same of those items that are wanted. */
export function flatOf<Item, Found>(
  items: readonly Item[] | undefined,
  isWanted: (item: Item) => boolean,
  find: (item: Item) => readonly Found[],
): readonly Found[] {
  if (!items || items.length === 0) return none;
  return flat(items, (item) => (isWanted(item) ? find(item) : none));
}
