import { hash, verify } from '@node-rs/argon2';
import { reject } from '../../../kernel/problem.ts';

/** argon2id with 19 MiB and two passes: what OWASP recommends for one thread. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
/** Passwords worked on at once: more would take every thread that files and DNS need. */
const AT_ONCE = 2;
const WAITING_MOST = 200;

/**
 * What is verified when there is no such account, or it has no password: a hash of the same cost,
 * of 256 bits that nobody kept. So a wrong name takes as long as a wrong password.
 */
const NOBODYS =
  '$argon2id$v=19$m=19456,t=2,p=1' +
  '$ImMeI9YQuHZWWctTmKshdg$8ZaBrLMo44LBqWlirK7es867u0P8aV/8N2xlC+frqP4';

let running = 0;
const waiting: (() => void)[] = [];

/** The hash of a password, with its own salt, as it is stored. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(prepared(password), COST));
}

/** Whether this is the password; takes the same time when there is no hash. */
export function isPassword(stored: string | null | undefined, password: string): Promise<boolean> {
  return inTurn(async () => {
    const same = await verify(stored ?? NOBODYS, prepared(password));
    return same && typeof stored === 'string';
  });
}

/** The same password typed on two keyboards may be two texts; this makes them one. */
function prepared(password: string): string {
  return password.normalize('NFKC');
}

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) {
    if (waiting.length >= WAITING_MOST) throw busy();
    await new Promise<void>((resolve) => waiting.push(resolve));
  }
  running += 1;
  try {
    return await work();
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

const busy = () =>
  reject(503, {
    code: 'sign_in_busy',
    path: '',
    detail: 'Too many people sign in at this moment.',
    fix: 'Try again in a few seconds.',
  });
