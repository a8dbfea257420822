import { type Difference, differences } from './differences.ts';
import { isObject } from './document/explain.ts';
import { below } from './document/guard.ts';
import { same } from './same.ts';
import type { ProgramDocument, Section } from './section.ts';

/** One difference between two documents, in words. */
export interface Change {
  /** The section it is in; `program` for the head. */
  readonly section: string;
  /** The power that must approve it. */
  readonly power: Section['power'];
  readonly kind: 'added' | 'removed' | 'changed' | 'moved';
  /** JSON pointer into the new document (into the old one for what is removed). */
  readonly path: string;
  /** Such as "Rule outdoor-double-week: multiply 2 → 3". */
  readonly text: string;
}

/** One item of a section: a currency, a rule, a setting. */
interface Item {
  readonly key: string;
  readonly value: unknown;
  readonly path: string;
}

const HEAD = ['program', 'timezone', 'currency', 'taxIncluded'];

/**
 * What publishing `after` would change, in the order of the sections. Two documents that mean
 * the same have no difference, however they are written. `before` null: everything is new.
 */
export function planChanges(
  before: ProgramDocument | null,
  after: ProgramDocument,
  sections: readonly Section[],
): Change[] {
  const old = before ?? ({} as ProgramDocument);
  return [
    ...headChanges(old, after),
    ...sections.flatMap((section) => sectionChanges(section, old, after)),
  ];
}

function headChanges(before: ProgramDocument, after: ProgramDocument): Change[] {
  return HEAD.flatMap((key) =>
    differences(before[key], after[key], `/${key}`, key).map(
      ({ path, text }): Change => ({
        section: 'program',
        power: 'operations',
        kind: 'changed',
        path,
        text: `Program: ${text}`,
      }),
    ),
  );
}

function sectionChanges(section: Section, before: ProgramDocument, after: ProgramDocument) {
  const old = itemsOf(section, before);
  const now = itemsOf(section, after);
  const changes: Change[] = [];
  const say = (kind: Change['kind'], path: string, text: string): void => {
    changes.push({ section: section.name, power: section.power, kind, path, text });
  };
  for (const item of now) {
    const was = old.find((one) => one.key === item.key);
    if (!was)
      say('added', item.path, `${title(section, item)} added: ${words(section, item, after)}`);
    else
      for (const one of itemDifferences(was, item)) {
        say('changed', one.path, `${title(section, item)}: ${one.text}`);
      }
  }
  for (const item of old) {
    if (now.some((one) => one.key === item.key)) continue;
    say('removed', item.path, `${title(section, item)} removed: ${words(section, item, before)}`);
  }
  if (Array.isArray(after[section.name]) && moved(old, now)) {
    const order = now.map((item) => item.key).join(', ');
    say('moved', `/${section.name}`, `${noun(section)}s now stand in the order ${order}`);
  }
  return changes;
}

function itemDifferences(was: Item, now: Item): Difference[] {
  if (isObject(was.value) && isObject(now.value)) {
    return differences(was.value, now.value, now.path, '');
  }
  return same(was.value, now.value) ? [] : differences(was.value, now.value, now.path, '', true);
}

/** Items have a name in a list of objects (`id`, `set`) and a key in an object. */
function itemsOf(section: Section, document: ProgramDocument): Item[] {
  const part = document[section.name];
  const path = `/${section.name}`;
  if (Array.isArray(part)) {
    return part.map((value, index) => ({
      key: nameOf(value) ?? String(index),
      value,
      path: below(path, index),
    }));
  }
  if (!isObject(part)) return [];
  return Object.entries(part).map(([key, value]) => ({ key, value, path: below(path, key) }));
}

/** The name by which an entry of a list is known. */
function nameOf(value: unknown): string | null {
  if (!isObject(value)) return null;
  const name = value.id ?? value.set;
  return typeof name === 'string' ? name : null;
}

function moved(before: readonly Item[], now: readonly Item[]): boolean {
  const keys = (items: readonly Item[], others: readonly Item[]): string[] =>
    items.map((item) => item.key).filter((key) => others.some((other) => other.key === key));
  return keys(before, now).join('\n') !== keys(now, before).join('\n');
}

function noun(section: Section): string {
  return section.noun ?? section.name;
}

function title(section: Section, item: Item): string {
  return `${noun(section)} ${item.key}`;
}

function words(section: Section, item: Item, document: ProgramDocument): string {
  return section.describe?.(item.key, item.value, document) ?? JSON.stringify(item.value);
}
