/** Modules that Node's documentation describes on a page of another name. */
const pages: readonly (readonly [RegExp, string])[] = [
  [/^stream\/(web|consumers)$/, 'webstreams'],
  [/^(\w+)\/\w+$/, '$1'],
];
/** Callables whose page is not that of the module that offers them. */
const byId: readonly (readonly [RegExp, string | null])[] = [
  [/^(JSON|RegExp|String|Atomics|WebAssembly|Promise)\b/, null],
  [/^(crypto\.subtle|crypto\.webcrypto|Crypto|CryptoKey|SubtleCrypto)\b/, 'webcrypto'],
  [/^async_hooks\.Async(LocalStorage|Resource)\b/, 'async_context'],
  [/^(import|import\.meta\.resolve)$/, 'esm'],
  [/^require\b/, 'modules'],
  [/^(\w*Stream\w*|ByteLengthQueuingStrategy|CountQueuingStrategy)\b/, 'webstreams'],
  [/^(Event|EventTarget|CustomEvent)\b/, 'events'],
  [/^(WebSocket|CloseEvent|MessageEvent|ErrorEvent)\b/, 'globals'],
  [/^fs\.promises\b/, 'fs'],
];

/** Address in Node's documentation; null for what is not Node's own, such as `JSON.parse`. */
export function docUrl(id: string, module: string, anchor: string): string | null {
  const special = byId.find(([name]) => name.test(id));
  let page = special ? special[1] : module;
  if (page === null) return null;
  for (const [name, other] of pages) page = page.replace(name, other);
  return `https://nodejs.org/api/${page}.html${anchor ? `#${anchor}` : ''}`;
}
