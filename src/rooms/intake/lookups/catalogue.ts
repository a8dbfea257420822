import { benefitCounts } from './benefit-counts.ts';
import type { Lookup } from './lookup.ts';

/** What decisions look up beyond their members. */
export const LOOKUPS: readonly Lookup[] = [benefitCounts];
