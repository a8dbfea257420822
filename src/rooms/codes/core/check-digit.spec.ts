/** Goal: every slip of one finger is seen; tried out on all of them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ALPHABET } from './alphabet.ts';
import { checkDigit, GUARDED_MAX, hasCheckDigit } from './check-digit.ts';

const bodies = fc.string({
  unit: fc.constantFrom(...ALPHABET),
  minLength: 2,
  maxLength: GUARDED_MAX - 1,
});
const withDigit = (body: string) => body + checkDigit(body);

function replaceAt(code: string, place: number, symbols: string): string {
  return code.slice(0, place) + symbols + code.slice(place + symbols.length);
}

test('a code with its digit is right', () => {
  fc.assert(fc.property(bodies, (body) => hasCheckDigit(withDigit(body))));
  assert.equal(checkDigit('SPR7K3M9QX4TZ'), '2');
});

test('law: every wrong symbol is seen, at every place and with every symbol', () => {
  fc.assert(
    fc.property(bodies, (body) => {
      const code = withDigit(body);
      for (let place = 0; place < code.length; place++) {
        for (const symbol of ALPHABET) {
          if (symbol === code[place]) continue;
          assert.equal(hasCheckDigit(replaceAt(code, place, symbol)), false);
        }
      }
    }),
  );
});

test('law: two different symbols that change places are seen, neighbours or not', () => {
  fc.assert(
    fc.property(bodies, (body) => {
      const code = withDigit(body);
      for (let one = 0; one < code.length; one++) {
        for (let other = one + 1; other < code.length; other++) {
          if (code[one] === code[other]) continue;
          const changed = replaceAt(replaceAt(code, one, code[other]!), other, code[one]!);
          assert.equal(hasCheckDigit(changed), false);
        }
      }
    }),
  );
});

test('every pair of neighbours is seen in all 992 ways to exchange them, at every place', () => {
  for (let place = 0; place < GUARDED_MAX - 1; place++) {
    for (const one of ALPHABET) {
      for (const other of ALPHABET) {
        if (one === other) continue;
        const body = replaceAt('0'.repeat(GUARDED_MAX - 1), place, one);
        const pair = replaceAt(body, Math.min(place + 1, body.length - 1), other);
        const code = withDigit(pair);
        if (code[place] === code[place + 1]) continue;
        const exchanged = replaceAt(code, place, code[place + 1]! + code[place]!);
        assert.equal(hasCheckDigit(exchanged), false, `${code} as ${exchanged}`);
      }
    }
  }
});

test('law: a symbol that was doubled wrongly (11 for 22) is seen', () => {
  fc.assert(
    fc.property(bodies, fc.nat(28), fc.constantFrom(...ALPHABET), (body, at, symbol) => {
      const place = at % (body.length - 1);
      const code = withDigit(replaceAt(body, place, body[place]! + body[place]!));
      if (code[place] === symbol) return;
      assert.equal(hasCheckDigit(replaceAt(code, place, symbol + symbol)), false);
    }),
  );
});

test('foreign characters have no check digit, and one symbol alone is no code', () => {
  assert.equal(checkDigit('HELLO'), null);
  assert.equal(hasCheckDigit('O0'), false);
  assert.equal(hasCheckDigit('0'), false);
  assert.equal(hasCheckDigit(''), false);
});
