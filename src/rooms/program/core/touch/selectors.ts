import type { ASTNode } from '@marcbachmann/cel-js';
import type { Problem } from '../../../../kernel/problem.ts';
import { TOUCHPOINT_KINDS } from '../../../catalog/index.ts';
import { place } from '../cel/failure.ts';
import { childrenOf } from '../cel/walk.ts';
import { suggest } from '../suggest.ts';
import { elapsedOf } from './elapsed.ts';
import { SCENE_VOCABULARY } from './scene-vocabulary.ts';
import type { Selector } from './touches.ts';

/** Kinds that a scene may name: those of touchpoints, and the hub's own desk. */
const KINDS: readonly string[] = [...TOUCHPOINT_KINDS, 'hub'];
const TYPE = /^[a-z][a-z0-9_.-]{0,79}$/;
const CALLS: readonly string[] = (SCENE_VOCABULARY.Touches ?? []).flatMap((word) =>
  word.takes ? [word.name] : [],
);

/** What each chain that begins with `touches` looks for. */
export function selectorsOf(ast: ASTNode): Selector[] {
  const found: Selector[] = [];
  collect(ast, { type: null, kind: null }, found);
  return found;
}

function collect(node: ASTNode, wanted: Selector, found: Selector[]): void {
  if (node.op === 'id') {
    if (node.args === 'touches') found.push(wanted);
    return;
  }
  if (node.op === 'rcall') {
    const [name, receiver, args] = node.args;
    const filters = name === 'type' || name === 'kind';
    collect(receiver, filters ? { ...wanted, [name]: textOf(args[0]) } : NOTHING, found);
    for (const arg of args) collect(arg, NOTHING, found);
    return;
  }
  if (node.op === 'call') {
    for (const arg of node.args[1]) collect(arg, NOTHING, found);
    return;
  }
  if (node.op !== 'value') for (const child of childrenOf(node)) collect(child, NOTHING, found);
}

const NOTHING: Selector = Object.freeze({ type: null, kind: null });

function textOf(node: ASTNode | undefined): string | null {
  return node?.op === 'value' && typeof node.args === 'string' ? node.args : null;
}

/** What is wrong with the words of a condition, beyond its types. */
export function literalProblems(ast: ASTNode, source: string, path: string): Problem[] {
  const found: Problem[] = [];
  visit(ast, (node) => {
    const blame = blameOf(node);
    if (!blame) return;
    const detail =
      node.start > 0 ? `${blame.detail.slice(0, -1)}${place(node.start, source)}.` : blame.detail;
    found.push({ ...blame, detail, path });
  });
  const all = selectorsOf(ast).some(({ type, kind }) => type === null && kind === null);
  if (found.length === 0 && all) found.push({ ...EVERYTHING, path });
  return found;
}

type Blame = Omit<Problem, 'path'>;

const EVERYTHING: Blame = {
  code: 'scene_too_wide',
  detail: 'A chain looks at every touch: too many to be remembered.',
  fix: 'Let each chain name a type or a kind: touches.type("visit"), touches.kind("app").',
};

function visit(node: ASTNode, look: (node: ASTNode) => void): void {
  look(node);
  if (node.op === 'rcall') {
    visit(node.args[1], look);
    for (const arg of node.args[2]) visit(arg, look);
  } else if (node.op === 'call') {
    for (const arg of node.args[1]) visit(arg, look);
  } else if (node.op !== 'value' && node.op !== 'id') {
    for (const child of childrenOf(node)) visit(child, look);
  }
}

function blameOf(node: ASTNode): Blame | null {
  if (node.op !== 'call' && node.op !== 'rcall') return null;
  const name = node.args[0];
  if (node.op === 'call' || !CALLS.includes(name)) {
    const detail = `There is no function \`${name}\` in a scene.`;
    return { code: 'expression_unknown_name', detail, fix: suggest(name, CALLS) };
  }
  const args = node.args[2];
  const text = textOf(args[args.length - 1]);
  if (text === null) {
    return {
      code: 'expression_type',
      detail: `\`${name}\` needs a text written out, not a calculation.`,
      fix: 'Write it out, such as type("visit"), kind("app"), within("PT24H").',
    };
  }
  return wrongText(name, text);
}

function wrongText(name: string, text: string): Blame | null {
  const said = `"${text.slice(0, 40)}"`;
  if (name === 'kind' && !KINDS.includes(text)) {
    const detail = `There is no kind of touchpoint ${said}.`;
    return { code: 'expression_unknown_name', detail, fix: suggest(text, KINDS) };
  }
  if (name === 'type' && !TYPE.test(text)) {
    const detail = `${said} cannot be a type of event.`;
    return { code: 'expression_type', detail, fix: 'Write one such as visit or product.viewed.' };
  }
  if ((name === 'within' || name === 'followedBy') && elapsedOf(text) === null) {
    return {
      code: 'expression_type',
      detail: `${said} is no time of at most 31 days.`,
      fix: 'Write days of 24 hours, hours and minutes, such as PT24H, P7D, PT30M.',
    };
  }
  return null;
}
