const CODES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** Decimals of an ISO 4217 currency (2 for CNY, 0 for JPY); `null` for a code that is none. */
export function currencyDecimals(code: string): number | null {
  if (!CODES.has(code)) return null;
  const format = new Intl.NumberFormat('en', { style: 'currency', currency: code });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}
