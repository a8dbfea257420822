import { isObject } from './document/explain.ts';
import { below } from './document/guard.ts';
import { same } from './same.ts';

/** One place in which two values differ. */
export interface Difference {
  readonly path: string;
  /** Such as "level silver at: 1,000 → 800". */
  readonly text: string;
}

/** Longer values are told by their beginning. */
const SHOWN = 80;

/**
 * Where two values differ, each place once, named by the keys on the way to it.
 * `whole` compares them as they are, without looking inside.
 */
export function differences(
  before: unknown,
  after: unknown,
  path: string,
  name: string,
  whole = false,
): Difference[] {
  if (same(before, after)) return [];
  if (!whole && isObject(before) && isObject(after)) return inObject(before, after, path, name);
  if (!whole && Array.isArray(before) && Array.isArray(after) && named(before) && named(after)) {
    return inList(before, after, path, name);
  }
  const label = name === '' ? '' : `${name} `;
  if (before === undefined) return [{ path, text: `${label}${shown(after)} added` }];
  if (after === undefined) return [{ path, text: `${label}${shown(before)} removed` }];
  return [{ path, text: `${label}${shown(before)} → ${shown(after)}` }];
}

function inObject(
  before: Record<string, unknown>,
  after: Record<string, unknown>,
  path: string,
  name: string,
): Difference[] {
  const keys = new Set([...Object.keys(after), ...Object.keys(before)]);
  return [...keys].flatMap((key) =>
    differences(before[key], after[key], below(path, key), name ? `${name} ${key}` : key),
  );
}

function inList(
  before: readonly Named[],
  after: readonly Named[],
  path: string,
  name: string,
): Difference[] {
  const label = (id: string): string => `${singular(name)} ${id}`;
  const now = after.flatMap((one, index) => {
    const was = before.find((other) => other.id === one.id);
    return differences(was, one, below(path, index), label(one.id));
  });
  const gone = before
    .filter((one) => !after.some((other) => other.id === one.id))
    .map((one) => ({ path, text: `${label(one.id)} removed` }));
  const kept = (all: readonly Named[], others: readonly Named[]): string[] =>
    all.map((one) => one.id).filter((id) => others.some((other) => other.id === id));
  const order = kept(after, before);
  if (order.join('\n') === kept(before, after).join('\n')) return [...now, ...gone];
  return [...now, ...gone, { path, text: `${name} now in the order ${order.join(', ')}` }];
}

type Named = Readonly<Record<string, unknown>> & { readonly id: string };

function named(list: readonly unknown[]): list is readonly Named[] {
  return list.every((one) => isObject(one) && typeof one.id === 'string');
}

function singular(name: string): string {
  return name.replace(/s$/, '');
}

function shown(value: unknown): string {
  if (typeof value === 'number') return value.toLocaleString('en-US');
  if (typeof value === 'string') return cut(value);
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) {
    return cut(value.join(', '));
  }
  if (isObject(value)) {
    const parts = Object.entries(value).map(([key, one]) => `${key} ${shown(one)}`);
    return cut(`{ ${parts.join(', ')} }`);
  }
  return cut(JSON.stringify(value) ?? 'nothing');
}

function cut(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN - 1)}…` : text;
}
