import type { ASTNode } from '@marcbachmann/cel-js';
import { LIMITS } from '../../../../kernel/limits.ts';
import { childrenOf, isMacro } from './walk.ts';

/** The most steps an expression may need: about 0.2 seconds on the longest purchase. */
export const STEPS = 5_000_000;

/** Elements of the lists that a member or a line carries. */
const SHORT_LIST = 200;
/** Elements of a list in data that came with an event: every second character of its JSON. */
const LONG_LIST = LIMITS.json / 2;
/** Steps for one call: a search in a long text, a sum over months. */
const CALL = 20;

/** The most steps this expression may take, whatever the facts are. */
export function costOf(node: ASTNode): number {
  switch (node.op) {
    case 'value':
    case 'id':
      return 1;
    case 'call':
      return CALL + sum(node.args[1]);
    case 'rcall': {
      const [name, receiver, args] = node.args;
      if (!isMacro(name, receiver, args))
        return CALL + costOf(receiver) + sum(args) + long(name, receiver);
      return costOf(receiver) + sizeOf(receiver) * (1 + sum(args.slice(1)));
    }
    case 'in':
      return sum(node.args) + sizeOf(node.args[1]);
    case 'map':
      return 1 + node.args.reduce((steps, entry) => steps + sum(entry), 0);
    default:
      return 1 + sum(childrenOf(node));
  }
}

function sum(nodes: readonly ASTNode[]): number {
  return nodes.reduce((steps, node) => steps + costOf(node), 0);
}

function long(name: string, receiver: ASTNode): number {
  return name === 'sum' ? sizeOf(receiver) : 0;
}

/** The most elements that a list can have. */
function sizeOf(node: ASTNode): number {
  if (node.op === 'list') return node.args.length;
  if (node.op === '+') return sizeOf(node.args[0]) + sizeOf(node.args[1]);
  if (node.op === '?:') return Math.max(sizeOf(node.args[1]), sizeOf(node.args[2]));
  if (node.op === 'rcall') return sizeOf(node.args[1]);
  if (node.op !== '.') return LONG_LIST;
  if (node.args[1] === 'lines') return LIMITS.linesPerPurchase;
  return node.args[1] === 'tags' || node.args[1] === 'categories' ? SHORT_LIST : LONG_LIST;
}
