// When the window first paints the note of each line: operations of the bridge, beside those of the tests.

export const noteWatch = {
  watchNotes: ({ page }) => page.evaluate(watch),
  seenNotes: ({ page }) => page.evaluate(() => [...globalThis.looplensNotes]),
};

/** Runs in the page, so it refers to nothing outside itself. */
function watch() {
  const { document } = globalThis;
  const seen = (globalThis.looplensNotes = new Map());
  const scan = () => {
    for (const span of document.querySelectorAll('.view-line span[class*="ced-"]')) {
      const { content } = document.defaultView.getComputedStyle(span, '::after');
      if (!/● blocked\s(once|\d)/.test(content)) continue; // not the one of a block that lasts
      const [name] = /line\d+/.exec(span.closest('.view-line').textContent) ?? [];
      if (name && !seen.has(name)) seen.set(name, Date.now());
    }
  };
  let asked = false;
  // Decorations mutate the lines; what a frame's callback finds is painted by that frame.
  new document.defaultView.MutationObserver(() => {
    if (asked) return;
    asked = true;
    document.defaultView.requestAnimationFrame(() => {
      asked = false;
      scan();
    });
  }).observe(document.body, { childList: true, subtree: true, attributeFilter: ['class'] });
}
