import { readSlice, type StoredSlice, storeSlice } from '../../../challenges/index.ts';
import { NO_SLICES, type Slices } from './slices.ts';

/** Slices as the member's row keeps them: those that have one in a shorter form. */
export interface StoredSlices extends Omit<Slices, 'challenges'> {
  readonly challenges?: StoredSlice;
}

/** The JSON value of a member's slices; undefined when there are none. */
export function storeSlices(slices: Slices): StoredSlices | undefined {
  if (slices === NO_SLICES) return undefined;
  const { challenges } = slices;
  return challenges ? { ...slices, challenges: storeSlice(challenges) } : (slices as StoredSlices);
}

/** A member's slices from their JSON value. */
export function readSlices(stored: StoredSlices): Slices {
  const { challenges } = stored;
  return challenges ? { ...stored, challenges: readSlice(challenges) } : (stored as Slices);
}
