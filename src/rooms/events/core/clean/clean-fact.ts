import type { Fact, Line, PurchaseData } from '../fact.ts';
import { tidyText } from './tidy-text.ts';

/** What of a custom event names things of the catalogue. */
const OF_CATALOGUE = ['category', 'sku', 'brand', 'product'] as const;

type Loose = Readonly<Record<string, unknown>>;

/**
 * A fact with what names stores, channels and things in its standard form. `changed` gains the path
 * of each that was written differently.
 */
export function cleanFact(fact: Fact, changed: string[]): Fact {
  const channel = tidyField(fact.channel, '/channel', changed);
  const store = tidyField(fact.store, '/store', changed);
  const touchpoint = tidyField(fact.touchpoint, '/touchpoint', changed);
  const data = cleanData(fact.type, fact.data as Loose, changed);
  const same =
    data === fact.data &&
    channel === fact.channel &&
    store === fact.store &&
    touchpoint === fact.touchpoint;
  return same ? fact : ({ ...fact, channel, store, touchpoint, data } as Fact);
}

function cleanData(type: string, data: Loose, changed: string[]): Loose {
  if (type === 'purchase') {
    return cleanPurchase(data as unknown as PurchaseData, changed) as unknown as Loose;
  }
  // What is said of a member is cleaned as it is read, before some of it leaves the event.
  if (type.startsWith('member.')) return data;
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
