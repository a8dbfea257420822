const PUBLIC_ID = /^mem_([1-9][0-9]{0,15})$/;

/** A member's id as the outside sees it: `mem_123`. */
export function formatMemberId(memberId: number): string {
  return `mem_${memberId}`;
}

/** Reads `mem_123`; `null` when it is not such an id. */
export function parseMemberId(text: string): number | null {
  const match = PUBLIC_ID.exec(text);
  const memberId = Number(match?.[1]);
  return Number.isSafeInteger(memberId) ? memberId : null;
}
