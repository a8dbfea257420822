import type { Problem } from '../../../kernel/problem.ts';
import type { Section } from '../../program/index.ts';
import { type OfflineDocument, OfflineSection } from './section.ts';

/** The `offline` section of the program document. */
export const offlineSection: Section = {
  name: 'offline',
  noun: 'Offline tills',
  power: 'operations',
  schema: OfflineSection,
  required: false,
  check: (document) => check((document.offline ?? {}) as OfflineDocument),
  describe: (key, item) => `${key} ${typeof item === 'string' ? item : JSON.stringify(item)}`,
};

function check({ conflicts = {} }: OfflineDocument): Problem[] {
  return Object.entries(conflicts).flatMap(([type, policy]): Problem[] => {
    if (policy !== 'accept' || type === 'points.spend') return [];
    return [
      {
        code: 'offline_accept',
        path: `/offline/conflicts/${type}`,
        detail: `What a till did cannot be accepted for ${type}: nothing can go below zero there.`,
        fix: 'Write refuse or review; accept is for points.spend.',
      },
    ];
  });
}
