import { routeName } from './recognizer';

const methods = /^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)$/;
// The last folder of that name counts: a project may lie in one that is called so too.
const nextApi = /^(?:.*\/)?pages\/(api\/.+?)\.[cm]?[jt]sx?$/;
const nextRoute = /^(?:.*\/)?app\/(?:(.*)\/)?route\.[cm]?[jt]sx?$/;
const svelteServer = /^(?:.*\/)?routes\/(?:(.*)\/)?\+server\.[cm]?[jt]s$/;

/**
 * Frameworks that find handlers by where a file is and by what its exports are called: Next.js, SvelteKit.
 *
 * @param name of the export; `default`
 * @returns framework and name of the handler; null for other exports
 */
export function ofExport(file: string, name: string): { framework: string; name: string } | null {
  const path = file.replaceAll('\\', '/');
  const [, api] = nextApi.exec(path) ?? [];
  if (api !== undefined) return name === 'default' ? { framework: 'next', name: `/${api}` } : null;
  if (!methods.test(name)) return null;
  const next = nextRoute.exec(path);
  const found = next ?? svelteServer.exec(path);
  return found && { framework: next ? 'next' : 'sveltekit', name: routeName(name, `/${found[1] ?? ''}`) };
}
