import type { ASTNode } from '@marcbachmann/cel-js';
import { MACROS } from './vocabulary.ts';

/** A call of a function or a method, as the walk meets it. */
export interface Call {
  readonly node: ASTNode;
  readonly name: string;
  readonly receiver: ASTNode | null;
  readonly args: readonly ASTNode[];
  /** How many list macros it stands in, itself included when it is one. */
  readonly nesting: number;
}

/** What the walk reports. */
export interface Visitor {
  /** A name that stands for itself, not for an element that a macro is looking at. */
  name?(name: string, node: ASTNode): void;
  call?(call: Call): void;
  /** An operator, an access or a list, before its operands. */
  node?(node: ASTNode): void;
}

/** Whether this call is a macro that looks at each element of a list. */
export function isMacro(name: string, receiver: ASTNode | null, args: readonly ASTNode[]): boolean {
  return receiver !== null && args.length > 1 && MACROS.includes(name) && args[0]?.op === 'id';
}

/** Walks the expression as it was written, in reading order, with the macros' own names hidden. */
export function walk(node: ASTNode, visitor: Visitor): void {
  step(node, { to: visitor, bound: [], nesting: 0 });
}

interface Place {
  readonly to: Visitor;
  /** Names that macros gave to the element they look at. */
  readonly bound: readonly string[];
  readonly nesting: number;
}

function step(node: ASTNode, place: Place): void {
  if (node.op === 'id') {
    if (!place.bound.includes(node.args)) place.to.name?.(node.args, node);
  } else if (node.op === 'call') {
    stepCall(node, node.args[0], null, node.args[1], place);
  } else if (node.op === 'rcall') {
    stepCall(node, node.args[0], node.args[1], node.args[2], place);
  } else if (node.op === 'map') {
    for (const entry of node.args) for (const part of entry) step(part, place);
  } else if (node.op !== 'value') {
    place.to.node?.(node);
    for (const child of childrenOf(node)) step(child, place);
  }
}

function stepCall(
  node: ASTNode,
  name: string,
  receiver: ASTNode | null,
  args: readonly ASTNode[],
  place: Place,
): void {
  if (receiver) step(receiver, place);
  const macro = isMacro(name, receiver, args);
  const nesting = macro ? place.nesting + 1 : place.nesting;
  place.to.call?.({ node, name, receiver, args, nesting });
  const bound = macro ? [...place.bound, String(args[0]?.args)] : place.bound;
  for (const arg of macro ? args.slice(1) : args) step(arg, { to: place.to, bound, nesting });
}

/** The operands of an operator, an access or a list. */
export function childrenOf(node: ASTNode): readonly ASTNode[] {
  const args: readonly unknown[] = Array.isArray(node.args) ? node.args : [node.args];
  return args.filter(isNode);
}

function isNode(value: unknown): value is ASTNode {
  return typeof value === 'object' && value !== null && 'op' in value && 'args' in value;
}
