import { type ProblemList, pointer, quoted } from '../../../../kernel/input/problem-list.ts';
import type { Fact, Line, PurchaseData } from '../fact.ts';
import { readCalendarDay } from './calendar-day.ts';
import { cleanName } from './person-name.ts';
import { tidyText } from './tidy-text.ts';

const NAMES = /^(name|nickname|(first|last|given|family|full|middle)_?name)$/i;
const DAYS = /^(birthday|birth_?date|date_?of_?birth)$/i;
/** What of a custom event names things of the catalogue. */
const OF_CATALOGUE = ['category', 'sku', 'brand', 'product'] as const;

type Loose = Readonly<Record<string, unknown>>;

/**
 * A fact with its names, days and categories in their standard form. `changed` gains the path of
 * each that was written differently; what can be read in two ways is a problem, never a guess.
 */
export function cleanFact(out: ProblemList, fact: Fact, changed: string[]): Fact {
  const channel = tidyField(fact.channel, '/channel', changed);
  const store = tidyField(fact.store, '/store', changed);
  const touchpoint = tidyField(fact.touchpoint, '/touchpoint', changed);
  const data = cleanData(out, fact.type, fact.data as Loose, changed);
  const same =
    data === fact.data &&
    channel === fact.channel &&
    store === fact.store &&
    touchpoint === fact.touchpoint;
  return same ? fact : ({ ...fact, channel, store, touchpoint, data } as Fact);
}

function cleanData(out: ProblemList, type: string, data: Loose, changed: string[]): Loose {
  if (type === 'purchase') {
    return cleanPurchase(data as unknown as PurchaseData, changed) as unknown as Loose;
  }
  if (type.startsWith('member.')) return cleanMember(out, data, changed);
  return cleanCustom(data, changed);
}

function cleanPurchase(data: PurchaseData, changed: string[]): PurchaseData {
  let lines: Line[] | null = null;
  for (let index = 0; index < data.lines.length; index++) {
    const line = data.lines[index] as Line;
    const cleaned = cleanLine(line, index, changed);
    if (cleaned === line) continue;
    lines ??= data.lines.slice();
    lines[index] = cleaned;
  }
  return lines ? { ...data, lines } : data;
}

function cleanLine(line: Line, index: number, changed: string[]): Line {
  const sku = tidied(line.sku);
  const category = tidied(line.category);
  const brand = tidied(line.brand);
  if (sku === line.sku && category === line.category && brand === line.brand) return line;
  const path = `/data/lines/${index}`;
  if (sku !== line.sku) changed.push(`${path}/sku`);
  if (category !== line.category) changed.push(`${path}/category`);
  if (brand !== line.brand) changed.push(`${path}/brand`);
  return { ...line, sku, category, brand, categories: category === null ? [] : [category] };
}

function cleanCustom(data: Loose, changed: string[]): Loose {
  let cleaned = data;
  for (const name of OF_CATALOGUE) {
    const value = data[name];
    if (typeof value !== 'string') continue;
    const text = tidyText(value);
    if (text === value) continue;
    changed.push(`/data/${name}`);
    cleaned = { ...cleaned, [name]: text };
  }
  return cleaned;
}

/** Attributes and profile of a member: every text is tidy, names and birthdays in their form. */
function cleanMember(out: ProblemList, data: Loose, changed: string[]): Loose {
  let cleaned = data;
  for (const part of ['attributes', 'profile'] as const) {
    const fields = data[part];
    if (typeof fields !== 'object' || fields === null) continue;
    const made = cleanFields(out, fields as Loose, `/data/${part}`, changed);
    if (made !== fields) cleaned = { ...cleaned, [part]: made };
  }
  return cleaned;
}

function cleanFields(out: ProblemList, fields: Loose, path: string, changed: string[]): Loose {
  let cleaned = fields;
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value !== 'string') continue;
    const text = cleanField(out, name, value, pointer(path, name));
    if (text === value) continue;
    changed.push(pointer(path, name));
    cleaned = { ...cleaned, [name]: text };
  }
  return cleaned;
}

function cleanField(out: ProblemList, name: string, value: string, path: string): string {
  if (NAMES.test(name)) return cleanName(value);
  const text = tidyText(value);
  if (!DAYS.test(name)) return text;
  const read = readCalendarDay(text);
  if (read.is === 'day') return read.text;
  if (read.is === 'ambiguous') {
    const detail = `${quoted(text)} can be read as two different days.`;
    out.add('date_ambiguous', path, detail, 'Send the year first, such as 1990-05-03.');
  } else if (read.is === 'impossible') {
    const fix = 'Send a day of the calendar, such as 1990-05-03, or 05-03 without the year.';
    out.add('date_does_not_exist', path, `There is no day ${quoted(text)}.`, fix);
  }
  return text;
}

function tidyField(text: string | null, path: string, changed: string[]): string | null {
  const tidy = tidied(text);
  if (tidy !== text) changed.push(path);
  return tidy;
}

/** A text that is all blanks says nothing. */
function tidied(text: string | null): string | null {
  if (text === null) return null;
  const tidy = tidyText(text);
  return tidy === '' ? null : tidy;
}
