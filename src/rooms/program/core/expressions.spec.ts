import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseDay } from '../../../kernel/time.ts';
import type { Fact, Line } from '../../events/index.ts';
import { FUNCTIONS, VOCABULARY } from './cel/vocabulary.ts';
import { createExpressions } from './expressions.ts';
import type { Facts, MemberFacts } from './facts.ts';

const expressions = createExpressions({
  program: 'shop',
  timezone: 'Asia/Shanghai',
  currency: 'CNY',
  points: { star: {}, growth: {} },
  tiers: [{ set: 'status' }],
});

function line(over: Partial<Line>): Line {
  return {
    line: '1',
    sku: 'tent',
    category: 'outdoor',
    categories: ['outdoor', 'all'],
    brand: null,
    quantity: 3,
    gross: 1_100,
    discount: 100,
    tax: 0,
    byReward: 0,
    voided: false,
    ...over,
  };
}

const member: MemberFacts = {
  joinedAt: Date.parse('2025-12-31T16:00:00Z'),
  tags: ['council'],
  attributes: { city: 'Wuhan', vip: true, shoe: 42 },
  tier: (set) => (set === 'status' ? 'gold' : ''),
  balance: () => 250,
  purchaseCount: 7,
  purchaseTotal: 123_400,
  lastPurchaseAt: null,
  purchasesBetween: (from, to) => ({ count: to - from + 1, total: 0 }),
  eventCount: (type) => (type === 'referral.completed' ? 2 : 5),
  consents: ['newsletter'],
  consent: (purpose, channel) => purpose === 'newsletter' && channel === 'sms',
  allows: () => true,
};

function facts(over: Partial<Facts> = {}, type = 'purchase'): Facts {
  const lines = [
    line({}),
    line({ line: '2', category: 'food', voided: true }),
    line({ line: '3' }),
  ];
  const purchase = { receipt: null, lines, shipping: 800, more: { coupon: 'A1', rate: 3 } };
  const fact: Fact = {
    source: 'pos',
    id: '1',
    type,
    identifiers: [],
    to: [],
    happenedAt: 0,
    channel: 'app',
    store: null,
    touchpoint: null,
    data: (type === 'purchase' ? purchase : { steps: 3 }) as unknown as Fact['data'],
    flags: [],
  };
  const day = parseDay('2026-03-31')!;
  return { fact, line: lines[0]!, member, at: 0, day, minute: 605, weekday: 2, ...over };
}

function isTrue(source: string, over?: Partial<Facts>): void {
  assert.deepEqual(expressions.check(source, 'bool', ''), [], source);
  assert.equal(expressions.bool(source)(facts(over)), true, source);
}

function refused(source: string, code: string, fix: RegExp, as: 'bool' | 'int' = 'bool'): void {
  const problems = expressions.check(source, as, '/earning/0/when');
  assert.ok(problems[0], `${source} is let through`);
  assert.deepEqual([problems[0].code, problems[0].path], [code, '/earning/0/when'], source);
  assert.match(problems[0].fix, fix, source);
}

describe('what expressions see', () => {
  it('sees the event and its local time', () => {
    isTrue('event.type == "purchase" && event.channel == "app" && event.store == ""');
    isTrue('event.date == "2026-03-31" && event.month == 3 && event.day == 31');
    isTrue('event.weekday == 2 && event.hour == 10 && event.minute == 5');
    isTrue('event.data.coupon == "A1" && event.data.rate >= 3 && event.data.rate == 3');
  });

  it('sees the lines that count', () => {
    isTrue('purchase.net == 2000 && purchase.gross == 2200 && purchase.discount == 200');
    isTrue('purchase.pieces == 6 && purchase.shipping == money("8.00")');
    isTrue('purchase.lines.size() == 2 && !purchase.lines.exists(l, l.category == "food")');
    isTrue('purchase.lines.filter(l, "all" in l.categories).map(l, l.net).sum() == 2000');
    isTrue('line.price == 333 && line.brand == "" && line.quantity == 3 && line.sku == "tent"');
  });

  it('sees the member', () => {
    isTrue('"council" in member.tags && member.attributes.vip == true');
    isTrue('member.joinedDays == 89 && member.tier("status") == "gold"');
    isTrue('member.balance("star") == 250 && member.events("visit") == 5');
    isTrue('member.purchases.count == 7 && member.purchases.total >= money("1000.00")');
    isTrue('member.purchases.daysSinceLast == -1 && member.referrals.completed == 2');
  });

  it('counts purchases per month from the same day n months ago, that day excluded', () => {
    isTrue('member.purchases.perMonth(1) == 31.0');
    isTrue('member.purchases.perMonth(3) >= 3 && member.purchases.perMonth(3) == 30.0');
  });

  it('compares whole and broken numbers with each other', () => {
    isTrue('member.purchases.perMonth(3) > 29 && 29 < member.purchases.perMonth(3)');
    isTrue('member.attributes.shoe == 42 && member.purchases.count < 7.5');
  });

  it('shows an empty purchase for other events', () => {
    const ask = expressions.bool('purchase.net == 0 && purchase.lines.size() == 0');
    assert.equal(ask(facts({}, 'visit')), true);
    assert.equal(expressions.bool('event.data.steps == 3')(facts({}, 'visit')), true);
  });

  it('gives whole numbers for formulas', () => {
    assert.equal(expressions.int('max(0, purchase.net - money("5.00")) / 100')(facts()), 15);
    assert.equal(expressions.int('9007199254740993')(facts()), null);
  });
});

describe('when an expression cannot be answered', () => {
  it('answers null and throws nothing', () => {
    assert.equal(expressions.bool('event.data.missing == 1')(facts()), null);
    assert.equal(expressions.bool('line.net > 0')(facts({ line: null })), null);
    assert.equal(expressions.int('purchase.net / purchase.shipping * 0 / 0')(facts()), null);
  });

  it('finds its own facts again when an evaluation runs inside an evaluation', () => {
    const inner = expressions.bool('event.channel == "store"');
    const store = { ...facts().fact, channel: 'store' };
    const nesting: MemberFacts = {
      ...member,
      tier: () => (inner(facts({ fact: store })) ? 'gold' : ''),
    };
    isTrue('member.tier("status") == "gold" && event.channel == "app"', { member: nesting });
  });
});

describe('what an expression asks about', () => {
  it('tells lines, tiers, currencies, events and months', () => {
    const source =
      'line.net > 1 && member.tier("a") == "x" && member.balance("b") > 0 && ' +
      'member.events("c") > 0 && member.referrals.completed > 0 && ' +
      'member.purchases.perMonth(6) > 1';
    assert.deepEqual(expressions.mentions(source), {
      line: true,
      purchase: false,
      event: false,
      tiers: ['a'],
      currencies: ['b'],
      events: ['c', 'referral.completed'],
      months: 6,
    });
  });

  it('does not take a name of a macro for the line', () => {
    assert.equal(expressions.mentionsLine('purchase.lines.exists(line, line.net > 1)'), false);
    assert.equal(expressions.mentionsLine('purchase.lines.exists(l, line.net > l.net)'), true);
  });
});

describe('what is refused', () => {
  it('names what is not known and what was meant', () => {
    refused('memer.joinedDays > 1', 'expression_unknown_name', /`member`/);
    refused('member.joinedDay > 1', 'expression_unknown_name', /`joinedDays`/);
    refused('purchase.lines.all(l, l.nett > 1)', 'expression_unknown_name', /`net`/);
    refused('member.tiers("status") == "a"', 'expression_unknown_name', /`tier`/);
    refused('maxx(1, 2) == 2', 'expression_unknown_name', /`max`/);
    refused('member.tier("statis") == "gold"', 'expression_unknown_name', /`status`/);
    refused('member.balance("stars") > 1', 'expression_unknown_name', /`star`/);
  });

  it('tells what does not fit together', () => {
    refused('event.channel == 3', 'expression_type', /one type/);
    refused('purchase.net', 'expression_type', /Compare/);
    refused('event.data.rate', 'expression_type', /int/, 'int');
    refused('member.purchases.perMonth(3) * 2 > 1', 'expression_type', /2\.0/);
    refused('purchase.net > money("1.005")', 'expression_type', /12\.50/);
    refused('purchase.net > money(event.channel)', 'expression_type', /Write it out/);
    refused('member.purchases.perMonth(0) > 1', 'expression_type', /1 to 12/);
  });

  it('tells where the syntax breaks', () => {
    refused('1 +', 'expression_syntax', /CEL/);
    const [problem] = expressions.check('true &&\n&& false', 'bool', '');
    assert.match(problem!.detail, /line 2, column 1/);
  });

  it('refuses what could run long', () => {
    refused('event.channel.matches("(a+)+$")', 'expression_too_costly', /startsWith/);
    refused(`${'1 + '.repeat(300)}1 > 0`, 'expression_too_costly', /200/);
    refused(`1 in [${'1,'.repeat(150)}1]`, 'expression_too_costly', /100/);
    refused(`${'('.repeat(30)}true${')'.repeat(30)}`, 'expression_too_costly', /20 deep/);
    const lists = (inner: string) => `purchase.lines.exists(a, ${inner})`;
    refused(lists(lists(lists('a.net > 0'))), 'expression_too_costly', /two deep/);
    const data = (name: string, inner: string) => `event.data.x.exists(${name}, ${inner})`;
    refused(data('a', data('b', 'a == b')), 'expression_too_costly', /shorter list/);
    refused('cel.bind(a, "xx", a + a) == "xxxx"', 'expression_unknown_name', /Use one of|mean/);
    refused('event.data.x.split("").join("") == ""', 'expression_unknown_name', /Use one|mean/);
  });

  it('lets two lists inside each other through', () => {
    const twice = 'purchase.lines.exists(a, purchase.lines.exists(b, a.sku != b.sku))';
    assert.deepEqual(expressions.check(twice, 'bool', ''), []);
  });

  it('never throws, whatever the text', () => {
    const words = [...Object.values(VOCABULARY).flat(), ...FUNCTIONS].map((word) => word.name);
    const piece = fc.constantFrom(
      ...words,
      ...'.()[]"&|!<>=+-*/%?:, {}',
      'member',
      'line',
      '1',
      'in',
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(piece, { maxLength: 40 }).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(text, (source) => {
        for (const problem of expressions.check(source, 'bool', '/x')) {
          assert.match(problem.code, /^expression_/);
          assert.ok(problem.detail && problem.fix);
        }
        expressions.mentions(source);
        expressions.bool(source)(facts());
      }),
      { numRuns: 500 },
    );
  });
});
