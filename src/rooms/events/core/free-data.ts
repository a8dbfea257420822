import type { Loose } from '../../../kernel/input/fields.ts';
import { type ProblemList, pointer } from '../../../kernel/input/problem-list.ts';
import { LIMITS } from '../../../kernel/limits.ts';

/** How deep objects and arrays may lie inside each other. */
const DEPTH = 5;
/** Names through which a careless reader could reach an object's prototype. */
const PROTOTYPE_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

const NOTHING: Loose = Object.freeze({});

/** Whether a name must not be used as a key of an object that we build. */
export function isPrototypeKey(name: string): boolean {
  return PROTOTYPE_KEYS.has(name);
}

/** What is still allowed, counted down while copying, so that a huge input stops early. */
interface Room {
  left: number;
}

/**
 * Copies free JSON data (custom events, and what a purchase carries beyond its own fields):
 * bounded in size and depth, without prototype keys, in a fixed key order, and storable by
 * PostgreSQL (no NUL, no lone surrogates).
 * @param skip says which keys of the outermost object are somebody else's.
 */
export function readFreeData(
  out: ProblemList,
  from: Loose,
  path: string,
  skip: (key: string) => boolean = () => false,
): Loose {
  const keys = Object.keys(from).filter((key) => !skip(key) && from[key] !== undefined);
  if (keys.length === 0) return NOTHING;
  const room: Room = { left: LIMITS.json };
  const copy = copyObject(out, from, keys, path, DEPTH, room);
  if (room.left < 0 || JSON.stringify(copy).length > LIMITS.json) {
    const fix = `Send at most ${LIMITS.json} characters of JSON here.`;
    out.add('data_too_large', path, 'The data is too large.', fix);
    return NOTHING;
  }
  return copy;
}

function copyObject(
  out: ProblemList,
  from: Loose,
  keys: string[],
  path: string,
  depth: number,
  room: Room,
): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const key of keys.sort()) {
    room.left -= key.length + 4;
    if (room.left < 0) break;
    if (isPrototypeKey(key)) {
      const detail = `The name "${key}" is reserved.`;
      out.add('name_reserved', pointer(path, key), detail, 'Use another name.');
    } else if (!storable(key)) {
      refuseText(out, pointer(path, key));
    } else {
      copy[key] = copyValue(out, from[key], pointer(path, key), depth - 1, room);
    }
  }
  return copy;
}

function copyValue(
  out: ProblemList,
  value: unknown,
  path: string,
  depth: number,
  room: Room,
): unknown {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'string') return copyText(out, value, path, room);
  room.left -= 2;
  if (typeof value === 'number' && Number.isFinite(value)) return value === 0 ? 0 : value;
  if (typeof value !== 'object') {
    out.add('not_json', path, 'This is not a JSON value.', 'Send JSON values only.');
    return null;
  }
  if (depth === 0) {
    const fix = `Nest objects and lists at most ${DEPTH} deep.`;
    out.add('data_too_deep', path, 'The data is nested too deep.', fix);
    return null;
  }
  if (Array.isArray(value)) return copyList(out, value, path, depth, room);
  const from = value as Loose;
  const keys = Object.keys(from).filter((key) => from[key] !== undefined);
  return copyObject(out, from, keys, path, depth, room);
}

function copyList(
  out: ProblemList,
  value: readonly unknown[],
  path: string,
  depth: number,
  room: Room,
): unknown[] {
  const copy: unknown[] = [];
  for (let index = 0; index < value.length && room.left >= 0; index++) {
    room.left -= 1;
    copy.push(copyValue(out, value[index], pointer(path, index), depth - 1, room));
  }
  return copy;
}

function copyText(out: ProblemList, value: string, path: string, room: Room): string {
  room.left -= value.length + 2;
  if (room.left < 0 || storable(value)) return value;
  refuseText(out, path);
  return '';
}

function storable(text: string): boolean {
  return !text.includes('\u0000') && text.isWellFormed();
}

function refuseText(out: ProblemList, path: string): void {
  const detail = 'The text holds a NUL character or half of a surrogate pair.';
  out.add('text_unclean', path, detail, 'Send well-formed Unicode without NUL.');
}
