import type { Line, PurchaseData } from './fact.ts';

/** A line as the event row keeps it: what is zero, null or follows from the rest is left out. */
type StoredLine = Pick<Line, 'line' | 'gross'> & Partial<Omit<Line, 'line' | 'gross'>>;

interface StoredPurchase extends Partial<Omit<PurchaseData, 'lines'>> {
  readonly lines: readonly StoredLine[];
}

/** The JSON of a purchase's data for its event row. */
export function storePurchase(data: PurchaseData): string {
  return JSON.stringify({
    receipt: data.receipt ?? undefined,
    lines: data.lines.map(storeLine),
    shipping: data.shipping || undefined,
    more: Object.keys(data.more).length > 0 ? data.more : undefined,
    coupons: data.coupons,
    redemptions: data.redemptions,
    found: data.found,
  });
}

/** A purchase's data as it was understood, from the JSON value of its event row. */
export function readPurchaseData(stored: unknown): PurchaseData {
  const from = stored as StoredPurchase;
  return {
    receipt: from.receipt ?? null,
    lines: from.lines.map(readLine),
    shipping: from.shipping ?? 0,
    more: from.more ?? {},
    ...(from.coupons && { coupons: from.coupons }),
    ...(from.redemptions && { redemptions: from.redemptions }),
    ...(from.found && { found: from.found }),
  };
}

function storeLine(line: Line): StoredLine & Record<string, unknown> {
  const onlyLeaf = line.category !== null && line.categories.length === 1;
  return {
    line: line.line,
    sku: line.sku ?? undefined,
    category: line.category ?? undefined,
    categories: onlyLeaf || line.categories.length === 0 ? undefined : line.categories,
    brand: line.brand ?? undefined,
    quantity: line.quantity === 1 ? undefined : line.quantity,
    gross: line.gross,
    discount: line.discount || undefined,
    tax: line.tax || undefined,
    byReward: line.byReward || undefined,
    voided: line.voided || undefined,
  } as StoredLine & Record<string, unknown>;
}

function readLine(stored: StoredLine): Line {
  const category = stored.category ?? null;
  return {
    line: stored.line,
    sku: stored.sku ?? null,
    category,
    categories: stored.categories ?? (category === null ? [] : [category]),
    brand: stored.brand ?? null,
    quantity: stored.quantity ?? 1,
    gross: stored.gross,
    discount: stored.discount ?? 0,
    tax: stored.tax ?? 0,
    byReward: stored.byReward ?? 0,
    voided: stored.voided ?? false,
  };
}
