import type { ASTNode } from '@marcbachmann/cel-js';
import type { Mentions } from '../section.ts';
import { walk } from './walk.ts';

/** Collects what an expression asks about, for those who keep it at hand or look for circles. */
export function mentionsOf(ast: ASTNode): Mentions {
  const found = {
    line: false,
    purchase: false,
    event: false,
    tiers: new Set<string>(),
    currencies: new Set<string>(),
    events: new Set<string>(),
    months: 0,
  };
  walk(ast, {
    name(name) {
      if (name === 'line') found.line = true;
      if (name === 'purchase') found.purchase = true;
      if (name === 'event') found.event = true;
    },
    call({ name, args, receiver }) {
      const value = args[0]?.op === 'value' ? args[0].args : null;
      if (!receiver || value === null) return;
      if (name === 'tier') found.tiers.add(String(value));
      if (name === 'balance') found.currencies.add(String(value));
      if (name === 'events') found.events.add(String(value));
      if (name === 'perMonth') found.months = Math.max(found.months, Number(value));
    },
  });
  if (/\breferrals\b/.test(ast.input)) found.events.add('referral.completed');
  return {
    line: found.line,
    purchase: found.purchase,
    event: found.event,
    tiers: [...found.tiers],
    currencies: [...found.currencies],
    events: [...found.events],
    months: found.months,
  };
}
