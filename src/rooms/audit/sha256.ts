import { hash } from 'node:crypto';
import type { Hashing } from './core/hashing.ts';

/** The hashes of the log, by Node's SHA-256. */
export const sha256: Hashing = {
  leaf: (content) => hash('sha256', `\0${content}`, 'hex'),
  node: (left, right) => ofBytes('01', left, right),
  link: (before, leaf) => ofBytes('02', before, leaf),
};

function ofBytes(prefix: string, first: string, second: string): string {
  return hash('sha256', Buffer.from(prefix + first + second, 'hex'), 'hex');
}
