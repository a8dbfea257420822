import type { MemberState } from '../../state.ts';

/** Whether the member has left and not come back. */
export function hasLeft({ slices }: MemberState): boolean {
  return slices.leaving?.state === 'left';
}

/**
 * Whether a purchase lies before the member left: its points were given up then, so that its return
 * moves none.
 */
export function isOfThePast({ slices }: MemberState, purchaseNo: number): boolean {
  return slices.leftAt !== undefined && purchaseNo <= slices.leftAt;
}
