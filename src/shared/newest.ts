/** Tells of several things that are under way at once which was asked for last: the others come too late. */
export class Newest {
  private begun = 0;

  /** Begins another; what it gives says whether it is still the newest. */
  begin(): () => boolean {
    const mine = ++this.begun;
    return () => mine === this.begun;
  }
}

/** Loads again whenever it is called; `show` gets what the newest call loaded, never what an older one did after it. */
export function newestOf<T>(
  load: () => Promise<T>,
  show: (loaded: T) => void,
  busy: (busy: boolean) => void,
): () => Promise<void> {
  const calls = new Newest();
  return async () => {
    const isNewest = calls.begin();
    busy(true);
    try {
      const loaded = await load();
      if (isNewest()) show(loaded);
    } finally {
      if (isNewest()) busy(false);
    }
  };
}
