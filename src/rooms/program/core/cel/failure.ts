import { type TypeError as CheckError, ParseError } from '@marcbachmann/cel-js';
import type { Problem } from '../../../../kernel/problem.ts';
import { suggest } from '../suggest.ts';
import { CALLABLE, ROOTS, VOCABULARY } from './vocabulary.ts';

/** Puts what the CEL parser or type checker says into a problem at `path`. */
export function failure(error: ParseError | CheckError, source: string, path: string): Problem {
  const detail = `${error.summary}${place(error.range?.start, source)}.`;
  if (error.code === 'limit_exceeded') {
    return {
      code: 'expression_too_costly',
      path,
      detail,
      fix: 'Shorten it: at most 200 terms, 20 deep, 100 elements in a list.',
    };
  }
  if (error instanceof ParseError) {
    return {
      code: 'expression_syntax',
      path,
      detail,
      fix: 'Write it in CEL, such as event.channel == "app" && purchase.net >= money("20.00").',
    };
  }
  const names = unknownName(error, source);
  if (names) return { code: 'expression_unknown_name', path, detail, fix: names };
  return { code: 'expression_type', path, detail, fix: advice(error.summary) };
}

/** Says where in an expression something is, in line and column when it has several lines. */
export function place(at: number | undefined, source: string): string {
  if (at === undefined) return '';
  const before = source.slice(0, at).split('\n');
  const column = (before.at(-1)?.length ?? 0) + 1;
  return before.length > 1 ? ` at line ${before.length}, column ${column}` : ` at column ${column}`;
}

function unknownName(error: CheckError, source: string): string | null {
  if (error.code === 'unknown_variable') {
    const name = source.slice(error.range?.start, error.range?.end);
    return suggest(name, Object.keys(ROOTS));
  }
  if (error.code === 'no_such_key') {
    return suggest(error.summary.replace('No such key: ', ''), fieldsOf(error));
  }
  const called = /overload for '(?:([A-Z]\w*)\.)?(?:.*\.)?(\w+)\(/.exec(error.summary);
  if (error.code !== 'no_matching_overload' || !called?.[2]) return null;
  const own = called[1] ? methodsOf(called[1]) : null;
  if (own && !own.includes(called[2])) return suggest(called[2], own);
  return CALLABLE.includes(called[2]) ? null : suggest(called[2], CALLABLE);
}

function fieldsOf(error: CheckError): string[] {
  const node = error.node;
  const left = node && 'op' in node && Array.isArray(node.args) ? node.args[0] : undefined;
  const type = (left as { checkedType?: { name: string } } | undefined)?.checkedType?.name;
  const types = type && VOCABULARY[type] ? [type] : Object.keys(VOCABULARY);
  return [...new Set(types.flatMap((one) => VOCABULARY[one]!.map((word) => word.name)))];
}

function methodsOf(type: string): string[] | null {
  return VOCABULARY[type]?.filter((word) => word.takes).map((word) => word.name) ?? null;
}

function advice(summary: string): string {
  if (/double [*+/-] int|int [*+/-] double/.test(summary)) {
    return 'Write the whole number with a point (2.0), or turn the other side into int(…).';
  }
  if (summary.startsWith('no such overload')) return 'Compare and combine values of one type.';
  if (summary.startsWith('found no matching')) return 'Give it arguments of the right types.';
  return 'See docs/reference/expressions.md for every name and its type.';
}
