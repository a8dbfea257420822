import type { ASTNode } from '@marcbachmann/cel-js';
import { parseDecimal } from '../../../../kernel/decimal.ts';
import { suggest } from '../suggest.ts';
import { costOf, STEPS } from './cost.ts';
import { CALLABLE } from './vocabulary.ts';
import { type Call, walk } from './walk.ts';

/** What an expression may refer to in its own document. */
export interface Known {
  readonly tierSets: readonly string[];
  readonly currencies: readonly string[];
  readonly scenes: readonly string[];
  /** The channels of each purpose of consent. */
  readonly purposes: Readonly<Record<string, readonly string[]>>;
  /** Decimals of the program's currency. */
  readonly decimals: number;
}

/** A complaint about one place of an expression. */
export interface Complaint {
  readonly code: 'expression_type' | 'expression_too_costly' | 'expression_unknown_name';
  readonly detail: string;
  readonly fix: string;
  /** Characters from the start of the expression. */
  readonly at: number;
}

/** The longest look back of `perMonth`: the days that the engine remembers of a member. */
const MONTHS = 12;

/** What is wrong with an expression that parses, beyond its types. */
export function refusals(ast: ASTNode, known: Known): Complaint[] {
  const found: Complaint[] = [];
  walk(ast, {
    call(call) {
      const complaint =
        forbidden(call) ?? nested(call) ?? consented(call, known) ?? argument(call, known);
      if (complaint) found.push({ ...complaint, at: call.node.start });
    },
    node(node) {
      const complaint = soughtPurpose(node, known);
      if (complaint) found.push({ ...complaint, at: node.start });
    },
  });
  const steps = costOf(ast);
  if (found.length === 0 && steps > STEPS) {
    found.push({
      code: 'expression_too_costly',
      detail: `It may take ${number(steps)} steps, more than ${number(STEPS)}.`,
      fix: 'Look at a shorter list, or do not look at one list inside another.',
      at: 0,
    });
  }
  return found;
}

function number(value: number): string {
  return value.toLocaleString('en-US');
}

type Blame = Omit<Complaint, 'at'>;

function forbidden({ name }: Call): Blame | null {
  if (CALLABLE.includes(name)) return null;
  if (name === 'matches') {
    return {
      code: 'expression_too_costly',
      detail: '`matches` is not allowed: a regular expression can run very long.',
      fix: 'Use startsWith, endsWith, contains, or `in` with a list.',
    };
  }
  return {
    code: 'expression_unknown_name',
    detail: `There is no function \`${name}\`.`,
    fix: suggest(name, CALLABLE),
  };
}

function nested({ name, nesting }: Call): Blame | null {
  if (nesting <= 2) return null;
  return {
    code: 'expression_too_costly',
    detail: `\`${name}\` stands in more than two lists inside each other.`,
    fix: 'Nest exists, all, filter and map at most two deep.',
  };
}

function argument(call: Call, known: Known): Blame | null {
  if (!['money', 'tier', 'balance', 'scene', 'events', 'perMonth'].includes(call.name)) return null;
  const node = call.args[0];
  if (call.args.length !== 1 || !node) return null;
  if (node.op !== 'value') {
    return {
      code: 'expression_type',
      detail: `\`${call.name}\` needs a value written out, not a calculation.`,
      fix: 'Write it out, such as tier("status"), balance("star"), perMonth(3), money("12.50").',
    };
  }
  return literal(call.name, node.args, known);
}

/** `member.consent("newsletter", "sms")`: both written out, and both in the program. */
function consented({ name, args }: Call, { purposes }: Known): Blame | null {
  if (name !== 'consent' || args.length !== 2) return null;
  const [purpose, channel] = args.map(({ op, args: value }) => (op === 'value' ? value : null));
  if (typeof purpose !== 'string' || typeof channel !== 'string') {
    return {
      code: 'expression_type',
      detail: '`consent` needs its purpose and channel written out, not a calculation.',
      fix: 'Write them out, such as consent("newsletter", "sms").',
    };
  }
  const channels = Object.hasOwn(purposes, purpose) ? purposes[purpose] : undefined;
  if (!channels) {
    return unknown(`There is no purpose "${purpose.slice(0, 40)}".`, purpose, keys(purposes));
  }
  if (channels.includes(channel)) return null;
  return unknown(`${purpose} has no channel "${channel.slice(0, 40)}".`, channel, channels);
}

/** What is looked for in `member.consents` must be a purpose of the program. */
function soughtPurpose(node: ASTNode, { purposes }: Known): Blame | null {
  if (node.op !== 'in') return null;
  const [sought, list] = node.args as readonly ASTNode[];
  if (sought?.op !== 'value' || list?.op !== '.' || list.args[1] !== 'consents') return null;
  const name = String(sought.args);
  if (Object.hasOwn(purposes, name)) return null;
  return unknown(`There is no purpose "${name.slice(0, 40)}".`, name, keys(purposes));
}

function keys(purposes: Known['purposes']): string[] {
  return Object.keys(purposes);
}

function literal(name: string, value: unknown, known: Known): Blame | null {
  const text = String(value);
  if (name === 'money' && typeof value === 'string') {
    if (parseDecimal(value, known.decimals) !== null) return null;
    return {
      code: 'expression_type',
      detail: `"${text.slice(0, 40)}" is no amount with at most ${known.decimals} decimals.`,
      fix: `Write a plain decimal number, such as money("${(12.5).toFixed(known.decimals)}").`,
    };
  }
  if (name === 'tier' && !known.tierSets.includes(text)) {
    return unknown(`There is no tier set "${text.slice(0, 40)}".`, text, known.tierSets);
  }
  if (name === 'scene' && !known.scenes.includes(text)) {
    return unknown(`There is no scene "${text.slice(0, 40)}".`, text, known.scenes);
  }
  if (name === 'balance' && !known.currencies.includes(text)) {
    return unknown(`There is no point currency "${text.slice(0, 40)}".`, text, known.currencies);
  }
  if (name === 'perMonth' && typeof value === 'bigint' && (value < 1n || value > MONTHS)) {
    return {
      code: 'expression_type',
      detail: `perMonth(${value}) does not look back 1 to ${MONTHS} months.`,
      fix: `Give a number of months from 1 to ${MONTHS}.`,
    };
  }
  return null;
}

function unknown(detail: string, name: string, names: readonly string[]): Blame {
  return { code: 'expression_unknown_name', detail, fix: suggest(name, names) };
}
