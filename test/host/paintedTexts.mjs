/**
 * What a person reads in the visible elements that match, one string each, from top to bottom and left to right.
 * Text that CSS puts before and after an element counts: VS Code paints decorations so. Icon glyphs do not.
 * Runs in the page, so it refers to nothing outside itself.
 *
 * @param {string} selector
 * @returns {string[]}
 */
export function paintedTexts(selector) {
  const view = globalThis.document.defaultView;
  const generated = (element, part) => {
    const { content, display } = view.getComputedStyle(element, part);
    return display !== 'none' && /^".*"$/s.test(content) ? content.slice(1, -1).replaceAll('\\"', '"') : '';
  };
  const textOf = (node) => {
    if (node.nodeType === node.TEXT_NODE) return node.data;
    if (node.nodeType !== node.ELEMENT_NODE || !node.checkVisibility({ visibilityProperty: true })) return '';
    return (
      generated(node, '::before') + [...node.childNodes].map(textOf).join('') + generated(node, '::after')
    );
  };
  const clean = (text) =>
    text
      .replace(/[\ue000-\uf8ff\u200b]/g, '')
      .replace(/\s+/g, ' ')
      .trim();
  return [...globalThis.document.querySelectorAll(selector)]
    .map((element) => ({ element, box: element.getBoundingClientRect() }))
    .filter(
      ({ element, box }) =>
        box.width > 0 && box.height > 0 && element.checkVisibility({ visibilityProperty: true }),
    )
    .sort((a, b) => a.box.top - b.box.top || a.box.left - b.box.left)
    .map(({ element }) => clean(textOf(element)));
}
