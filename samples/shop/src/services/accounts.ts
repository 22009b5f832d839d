import { pbkdf2, pbkdf2Sync, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const iterations = 210_000;
const keyLength = 64;
const digest = 'sha512';

interface Account {
  readonly email: string;
  readonly salt: string;
  /** Hexadecimal. */
  readonly passwordKey: string;
}

const accounts: readonly Account[] = [
  {
    email: 'ada@example.com',
    salt: 'b1946ac92492d234',
    passwordKey:
      '3076ce0e6d46383dbcae2e3e2027c7c1415b88ff674e84d4f5cec75730b101edf45f5494e0e2270afd7f623172b05214cfd618d933d67f2c2c3fc03f9ca2c401',
  },
];

const derive = promisify(pbkdf2);

function isKeyOf(account: Account, key: Buffer): boolean {
  return timingSafeEqual(key, Buffer.from(account.passwordKey, 'hex'));
}

function findAccount(email: string): Account | undefined {
  return accounts.find((account) => account.email === email);
}

/** Blocks: the key is derived on the event loop's thread. */
export function checkPasswordSync(email: string, password: string): boolean {
  const account = findAccount(email);
  if (!account) return false;
  return isKeyOf(account, pbkdf2Sync(password, account.salt, iterations, keyLength, digest));
}

/** Derives the key in the thread pool. */
export async function checkPassword(email: string, password: string): Promise<boolean> {
  const account = findAccount(email);
  if (!account) return false;
  return isKeyOf(account, await derive(password, account.salt, iterations, keyLength, digest));
}
