/** A calendar duration: months first, then days, then exact milliseconds. */
export interface Duration {
  readonly months: number;
  readonly days: number;
  readonly ms: number;
}

const ISO =
  /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/**
 * Reads an ISO 8601 duration of whole numbers (`P6M`, `P7D`, `PT24H`); `null` when it is not one.
 */
export function parseDuration(text: string): Duration | null {
  const match = ISO.exec(text);
  if (!match || text === 'P' || text.endsWith('T')) return null;
  const part = (index: number): number => Number(match[index] ?? 0);
  const months = part(1) * 12 + part(2);
  const days = part(3) * 7 + part(4);
  const ms = ((part(5) * 60 + part(6)) * 60 + part(7)) * 1000;
  if (months > 1200 || days > 36_525 || ms > 36_525 * 86_400_000) return null;
  return { months, days, ms };
}
