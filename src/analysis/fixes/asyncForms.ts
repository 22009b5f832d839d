import ts from 'typescript';
import type { Translate } from '../../model/message';
import { apiId, type Bindings } from '../bindings';
import { unwrapped } from '../unwrapped';
import type { Span } from '../finding';
import type { Refusal } from './fix';
import { quoteOf } from './loading';
import { isTypeScript, useOf } from './nodes';

/** How the function that is awaited instead is had. */
export type Target =
  | { readonly via: 'promises'; readonly name: string }
  | {
      readonly via: 'promisify';
      readonly module: string;
      readonly name: string;
      /** The synchronous function, where its types have to be taken over: those of `promisify` don't fit. */
      readonly typedAs: string | null;
    };

/** What a synchronous call becomes. */
export interface AsyncForm {
  readonly call: ts.CallExpression;
  /** Ids of what is called and of what will be. */
  readonly from: string;
  readonly to: string;
  readonly target: Target;
  /** Changes within the arguments. */
  readonly argumentEdits: readonly { readonly span: Span; readonly text: string }[];
  /** What follows the call and is awaited with it. */
  readonly after: string;
  /** What is read from the awaited value, such as `.stdout`. */
  readonly member: string;
  readonly note: string | null;
}

/** `fs.promises` has these with the same arguments and results. */
const likePromises = new Set(
  (
    'access appendFile chmod chown copyFile cp lchown link lstat lutimes mkdir mkdtemp opendir readFile readdir ' +
    'readlink rename rm rmdir stat statfs symlink truncate unlink utimes writeFile'
  )
    .split(' ')
    .map((name) => `fs.${name}Sync`),
);
const takesDescriptor = new Set(['fs.readFileSync', 'fs.writeFileSync', 'fs.appendFileSync']);
const zlibFunctions =
  /^zlib\.(gzip|gunzip|deflate|deflateRaw|inflate|inflateRaw|unzip|brotliCompress|brotliDecompress|zstdCompress|zstdDecompress)Sync$/;
const cryptoFunctions =
  /^crypto\.(pbkdf2|scrypt|hkdf|generateKeyPair|generateKey|randomFill|generatePrime|checkPrime)Sync$/;
/** The types of `promisify` don't fit these: their results are `unknown`, or arguments are missing. */
const untyped: Readonly<Record<string, 'cast' | 'refuse'>> = {
  scrypt: 'cast',
  checkPrime: 'cast',
  randomFill: 'refuse',
  generatePrime: 'refuse',
};

/** Whether a call is one of Node's that wait, for which a form that doesn't is known or refused with a reason. */
export function isSynchronousCall(call: ts.CallExpression, bindings: Bindings): boolean {
  const id = calleeId(call, bindings);
  return (
    id !== null &&
    (/^(?:fs|zlib|crypto|child_process)\.\w+Sync(?:\.native)?$/.test(id) || isRandomBytes(call, id))
  );
}

/** What to await in place of a synchronous call of Node's. */
export function asyncFormOf(
  call: ts.CallExpression,
  source: ts.SourceFile,
  bindings: Bindings,
  t: Translate,
): AsyncForm | Refusal {
  const id = calleeId(call, bindings) ?? '';
  const form = (to: string, target: Target, more: Partial<AsyncForm> = {}): AsyncForm => ({
    ...{ call, from: id, to, target, argumentEdits: [], after: '', member: '', note: null },
    ...more,
  });
  const promises = (name: string, more?: Partial<AsyncForm>): AsyncForm =>
    form(`fs.promises.${name}`, { via: 'promises', name }, more);
  const promisified = (module: string, name: string, more?: Partial<AsyncForm>): AsyncForm =>
    form(`promisify(${module}.${name})`, { via: 'promisify', module, name, typedAs: null }, more);

  if (call.questionDotToken || isOptional(call.expression))
    return { refused: t('The call is optional (?.): write it without, then the fix can be made.') };
  if (call.arguments.some(ts.isSpreadElement))
    return { refused: t('The arguments are spread (...): which options are among them is not known.') };

  if (takesDescriptor.has(id) && mayBeDescriptor(call.arguments[0], bindings))
    return { refused: t('{0} is given a file descriptor: fs.promises takes a path or a FileHandle.', id) };
  switch (id) {
    case 'fs.existsSync':
      return promises('access', { after: '.then(() => true, () => false)' });
    // fs.promises.realpath is the native one, whose errors name another system call.
    case 'fs.realpathSync':
      return promisified('fs', 'realpath');
    case 'fs.realpathSync.native':
      return promises('realpath');
    case 'fs.statSync':
    case 'fs.lstatSync':
      if (hasOption(call.arguments[1], ['throwIfNoEntry']))
        return {
          refused: t(
            '{0} may be told to give undefined for a missing file (throwIfNoEntry): its promise rejects.',
            id,
          ),
        };
      break;
    case 'fs.readdirSync':
      // fs.promises.readdir walks folders in another order.
      if (hasOption(call.arguments[1], ['recursive'])) return promisified('fs', 'readdir');
      break;
    case 'fs.globSync':
      return { refused: t('{0} has a counterpart that gives an iterator in place of an array.', id) };
    case 'child_process.execSync':
    case 'child_process.execFileSync':
      return execForm(call, id, promisified, t);
    case 'child_process.spawnSync':
      return {
        refused: t('{0} gives an object with status and output: spawn, and listen for close, by hand.', id),
      };
  }
  if (likePromises.has(id)) return promises(id.slice('fs.'.length, -'Sync'.length));
  if (id.startsWith('fs.'))
    return { refused: t('{0} works on a file descriptor or has no promise form.', id) };

  const zlib = zlibFunctions.exec(id)?.[1];
  if (zlib) return promisified('zlib', zlib);
  if (isRandomBytes(call, id)) return promisified('crypto', 'randomBytes');
  const crypto = cryptoFunctions.exec(id)?.[1];
  if (!crypto) return { refused: t('{0} has no promise form that is known here.', id) };
  const types = isTypeScript(source) ? untyped[crypto] : undefined;
  if (types === 'refuse')
    return {
      refused: t(
        'The types of Node’s promisify don’t fit {0}: write the promise by hand.',
        `crypto.${crypto}`,
      ),
    };
  const typedAs = types === 'cast' ? `${crypto}Sync` : null;
  return form(`promisify(crypto.${crypto})`, { via: 'promisify', module: 'crypto', name: crypto, typedAs });
}

/** Id of what is called, where it is called by a name or a path of names. */
export function calleeId(call: ts.CallExpression, bindings: Bindings): string | null {
  const callee = unwrapped(call.expression);
  if (
    !ts.isIdentifier(callee) &&
    !ts.isPropertyAccessExpression(callee) &&
    !ts.isElementAccessExpression(callee)
  )
    return null;
  const origin = bindings.originOf(callee);
  return origin && apiId(origin);
}

/** Without a callback it makes the bytes at once. */
function isRandomBytes(call: ts.CallExpression, id: string): boolean {
  return id === 'crypto.randomBytes' && call.arguments.length === 1;
}

function isOptional(node: ts.Expression): boolean {
  return (
    (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) &&
    (node.questionDotToken !== undefined || isOptional(node.expression))
  );
}

/** Whether a number may be given where a path is expected, as far as the file tells. */
function mayBeDescriptor(argument: ts.Expression | undefined, bindings: Bindings, depth = 0): boolean {
  if (!argument || depth > 4) return false;
  const value = unwrapped(argument);
  const mayBe = (one: ts.Expression | undefined): boolean => mayBeDescriptor(one, bindings, depth + 1);
  if (ts.isNumericLiteral(value)) return true;
  if (ts.isConditionalExpression(value)) return mayBe(value.whenTrue) || mayBe(value.whenFalse);
  if (ts.isBinaryExpression(value) && /^(?:\|\||\?\?|&&|,)$/.test(value.operatorToken.getText()))
    return mayBe(value.left) || mayBe(value.right);
  const name = ts.isIdentifier(value)
    ? value.text
    : ts.isPropertyAccessExpression(value)
      ? value.name.text
      : '';
  if (/(?:fd|descriptor)$/i.test(name)) return true;
  const origin = bindings.originOf(value);
  if (origin?.module === 'fs' && origin.way.includes('openSync')) return true;
  const node = ts.isIdentifier(value) ? bindings.scopes.find(value)?.node : undefined;
  return node !== undefined && ts.isVariableDeclaration(node) && mayBe(node.initializer);
}

/** Whether options have one of the names, or may have: they are no literal. */
function hasOption(options: ts.Expression | undefined, names: readonly string[]): boolean {
  if (!options) return false;
  const value = unwrapped(options);
  if (ts.isStringLiteralLike(value)) return false;
  if (!ts.isObjectLiteralExpression(value)) return true;
  return value.properties.some((property) => {
    const name = property.name;
    return !name || (!ts.isIdentifier(name) && !ts.isStringLiteralLike(name)) || names.includes(name.text);
  });
}

function execForm(
  call: ts.CallExpression,
  id: string,
  promisified: (module: string, name: string, more?: Partial<AsyncForm>) => AsyncForm,
  t: Translate,
): AsyncForm | Refusal {
  const name = id === 'child_process.execSync' ? 'exec' : 'execFile';
  // execFileSync(file, args?, options?): the arguments may be left out.
  const hasArguments = name === 'execFile' && call.arguments[1] && !isObject(call.arguments[1]);
  const options = call.arguments[hasArguments ? 2 : 1];
  if (hasArguments && !options && !ts.isArrayLiteralExpression(unwrapped(call.arguments[1]!)))
    return { refused: t('Whether the second argument of {0} are options is not known.', id) };
  if (options && hasOption(options, ['stdio', 'input']))
    return { refused: t('The options of {0} connect its input or output, or are not written out here.', id) };
  const note = t(
    'What the command writes to its standard error is no longer passed on, and the error of a command that fails has its exit code as code in place of status.',
  );
  const isUsed = !ts.isExpressionStatement(useOf(call).user);
  const member = isUsed ? '.stdout' : '';
  // Without an encoding the synchronous form gives a Buffer, the other one text.
  if (!isUsed || (options && hasOption(options, ['encoding'])))
    return promisified('child_process', name, { member, note });
  const quote = quoteOf(call.getSourceFile());
  const encoding = `encoding: ${quote}buffer${quote}`;
  const last = call.arguments.at(-1);
  if (!options) {
    const at = last?.end ?? call.end - 1;
    return promisified('child_process', name, {
      ...{ member, note },
      argumentEdits: [{ span: { start: at, end: at }, text: `, { ${encoding} }` }],
    });
  }
  const literal = unwrapped(options) as ts.ObjectLiteralExpression;
  const [first] = literal.properties;
  const span = first
    ? { start: first.getStart(), end: first.getStart() }
    : { start: literal.getStart(), end: literal.end };
  return promisified('child_process', name, {
    ...{ member, note },
    argumentEdits: [{ span, text: first ? `${encoding}, ` : `{ ${encoding} }` }],
  });
}

function isObject(argument: ts.Expression): boolean {
  return ts.isObjectLiteralExpression(unwrapped(argument));
}
