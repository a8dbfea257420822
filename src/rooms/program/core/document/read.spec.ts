import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { LIMITS } from '../../../../kernel/limits.ts';
import { type Format, readDocument } from './read.ts';

function codes(input: string | object, format: Format = 'yaml'): string[] {
  const problems = readDocument(input, format).problems;
  for (const problem of problems) assert.ok(problem.detail && problem.fix);
  return [...new Set(problems.map((problem) => problem.code))];
}

describe('reading a document', () => {
  it('reads YAML and JSON to the same value', () => {
    const value = { program: 'shop', list: [1, 'two', true, null], day: '2026-11-01' };
    const yaml = 'program: shop\nlist: [1, two, true, null]\nday: 2026-11-01\n';
    assert.deepEqual(readDocument(yaml, 'yaml'), { value, problems: [] });
    assert.deepEqual(readDocument(JSON.stringify(value), 'json'), { value, problems: [] });
    assert.deepEqual(readDocument(value, 'json'), { value, problems: [] });
  });

  it('tells where the syntax breaks', () => {
    assert.match(readDocument('a: 1\nb: [1', 'yaml').problems[0]!.detail, /line 2/);
    assert.deepEqual(codes('{"a": 1,}', 'json'), ['document_syntax']);
    assert.deepEqual(codes('a: !!js/function "x"'), ['document_syntax']);
    assert.deepEqual(codes('---\na: 1\n---\nb: 2'), ['document_syntax']);
  });

  it('refuses keys given twice, in YAML and in JSON, and names them', () => {
    assert.deepEqual(codes('a: 1\na: 2'), ['document_duplicate_key']);
    const json = '{"list": [{"x": "\\"a\\":"}, {"k": {}, "\\u006b": 2}]}';
    assert.deepEqual(readDocument(json, 'json').problems[0]?.path, '/list/1/k');
    assert.deepEqual(codes('{"a": {"k": 1}, "b": {"k": 1}}', 'json'), []);
  });

  it('refuses aliases, so that nothing can grow like a bomb', () => {
    const bomb = ['a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]'];
    for (let i = 1; i < 9; i += 1) {
      const before = `*${String.fromCharCode(96 + i)}`;
      const name = String.fromCharCode(97 + i);
      bomb.push(`${name}: &${name} [${Array(10).fill(before).join(', ')}]`);
    }
    assert.deepEqual(codes(bomb.join('\n')), ['document_alias']);
    assert.deepEqual(codes('a: &a {x: 1}\nb: {<<: *a}'), ['document_alias']);
  });

  it('refuses keys that reach into prototypes', () => {
    assert.deepEqual(codes('__proto__: {admin: true}'), ['document_forbidden_key']);
    assert.deepEqual(codes('{"a": {"constructor": 1}}', 'json'), ['document_forbidden_key']);
    assert.deepEqual(codes(JSON.parse('{"__proto__": {"x": 1}}')), ['document_forbidden_key']);
    assert.equal(({} as { admin?: boolean }).admin, undefined);
  });

  it('refuses what JSON cannot say and no database holds', () => {
    assert.deepEqual(codes('a: .nan\nb: .inf'), ['document_wrong_type']);
    assert.deepEqual(codes('a: "\\0"'), ['document_bad_text']);
    assert.deepEqual(codes('{"a": "\\ud800"}', 'json'), ['document_bad_text']);
    assert.deepEqual(codes('a: \0'), ['document_bad_text']);
  });

  it('refuses what is too deep, without running out of stack', () => {
    const deep = (open: string, close: string, times: number) =>
      open.repeat(times) + close.repeat(times);
    for (const times of [40, 450, 100_000]) {
      assert.deepEqual(codes(deep('[', ']', times)), ['document_too_deep']);
      assert.deepEqual(codes(deep('[', ']', times), 'json'), ['document_too_deep']);
    }
    assert.deepEqual(codes('- '.repeat(60)), ['document_too_deep']);
    let nested: object = {};
    for (let i = 0; i < 10_000; i += 1) nested = { nested };
    assert.deepEqual(codes(nested), ['document_too_deep']);
  });

  it('refuses what is too large, and texts of 1 MB that are made to be slow', () => {
    const size = LIMITS.documentText;
    assert.deepEqual(codes('a'.repeat(size + 1)), ['document_too_large']);
    for (const piece of [',', '\n', '"', '&a ', '*x,', '- a\n', '{a,', 'k: v\n', '? ', '!t ']) {
      const problems = readDocument(piece.repeat(size / piece.length), 'yaml').problems;
      assert.ok(problems.length <= 201, piece);
    }
  });

  it('never throws, whatever the text', () => {
    const marks = fc.constantFrom(...'{}[]:,-?&*!|>%@`"\'# \n\ta1.~', '<<', '---', '...', '\\u');
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(marks, { maxLength: 60 }).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(text, fc.constantFrom<Format>('yaml', 'json'), (one, format) => {
        codes(one, format);
      }),
      { numRuns: 1_000 },
    );
  });
});
