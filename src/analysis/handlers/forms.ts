import type { FunctionEntity } from '../entities';
import { routeName, type ObjectView } from './recognizer';

/** What an object that is written out says of functions in it. */
export interface FormHandler {
  readonly framework: string;
  readonly name: string;
  readonly functions: readonly FunctionEntity[];
}

const verb = /^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|ALL|\*)$/i;
const routePath = /^(?:\/|\*)/;
const rootTypes = ['Query', 'Mutation', 'Subscription'];
/** Of modules that keep the state of a browser's program. */
const ofStores = ['state', 'mutations', 'getters', 'reducers'];

/** Names that an object needs for `handlersIn` to look at it. */
export function mayHoldHandlers(names: readonly string[]): boolean {
  const has = (name: string): boolean => names.includes(name);
  return (
    (has('method') && (has('path') || has('url'))) ||
    rootTypes.some(has) ||
    (has('resolve') && has('type')) ||
    (has('actions') && has('name') && !ofStores.some(has))
  );
}

/**
 * Functions that a framework calls because of the form of the object that they stand in: descriptions of routes, resolvers of GraphQL,
 * actions of a service.
 */
export function handlersIn(object: ObjectView): readonly FormHandler[] {
  return [...ofRoute(object), ...ofResolvers(object), ...ofActions(object)];
}

/** `{ method: 'GET', path: '/users', handler }`, wherever it is given to. */
function ofRoute(route: ObjectView): FormHandler[] {
  const path = route.text('path') ?? route.text('url');
  const method = route.text('method');
  const isRoute = path !== null && routePath.test(path) && (method === null || verb.test(method));
  if (!isRoute) return [];
  const name = routeName(method ?? 'all', path);
  return [route, ...route.objects('options'), ...route.objects('config')].map((one) => ({
    framework: 'http',
    name,
    functions: one.functions('handler'),
  }));
}

/** `{ Query: { user: fn } }`, and `{ type: GraphQLString, resolve: fn }`. */
function ofResolvers(object: ObjectView): FormHandler[] {
  const own = object.names.includes('type') ? object.functions('resolve') : [];
  // Beside the roots stand the schema's other types.
  const isSchema = rootTypes.some((type) => object.names.includes(type));
  const types = isSchema ? object.names.filter((name) => /^[A-Z]/.test(name)) : [];
  return [
    { framework: 'graphql', name: 'resolve', functions: own },
    ...types.flatMap((type) =>
      object.objects(type).flatMap((fields) =>
        fields.names.flatMap((field) => [
          { framework: 'graphql', name: `${type}.${field}`, functions: fields.functions(field) },
          // A subscription's field is an object of two functions.
          ...fields.objects(field).map((one) => ({
            framework: 'graphql',
            name: `${type}.${field}`,
            functions: [...one.functions('resolve'), ...one.functions('subscribe')],
          })),
        ]),
      ),
    ),
  ];
}

/** A service of Moleculer: `{ name: 'users', actions: { list: fn, get: { handler: fn } } }`. */
function ofActions(object: ObjectView): FormHandler[] {
  const service = object.text('name');
  if (service === null || ofStores.some((name) => object.names.includes(name))) return [];
  return object.objects('actions').flatMap((actions) =>
    actions.names.flatMap((action) => {
      const name = `${service}.${action}`;
      const inside = actions.objects(action).flatMap((one) => one.functions('handler'));
      return [{ framework: 'moleculer', name, functions: [...actions.functions(action), ...inside] }];
    }),
  );
}
