import type { Account } from '../../ledger/index.ts';
import type { Words } from './words.ts';

/** Why points of a member moved, and what that does to what the member has in all. */
export interface Cause {
  readonly code: string;
  /** 1 adds to the member's total, -1 takes from it, 0 moves within it. */
  readonly sign: 1 | 0 | -1;
  readonly words: Words;
}

const cause = (code: string, sign: Cause['sign'], en: string, zh: string): Cause => ({
  code,
  sign,
  words: { en, zh },
});

const SPENT = cause('spent', -1, 'spent', '使用');

/** Every way between two accounts that the engine goes, as `from>to`. */
const CAUSES: Readonly<Record<string, Cause>> = {
  'issued>member': cause('earned', 1, 'earned', '获得'),
  'goodwill>member': cause('goodwill', 1, 'given as goodwill', '关怀赠送'),
  'opening>member': cause('opening', 1, 'brought along from before', '期初转入'),
  'adjusted>member': cause('adjusted_up', 1, 'added by hand', '人工增加'),
  'member>adjusted': cause('adjusted_down', -1, 'taken by hand', '人工扣减'),
  'member>redeemed': SPENT,
  'held>redeemed': SPENT,
  'redeemed>member': cause('restored', 1, 'given back by a return', '退货返还'),
  'member>expired': cause('expired', -1, 'expired', '过期'),
  'member>voided': cause('voided', -1, 'waited in vain', '待生效作废'),
  'member>forfeited': cause('forfeited', -1, 'given up by leaving', '退出时放弃'),
  'forfeited>member': cause('repaid', 1, 'a debt made good by leaving', '退出时抵偿欠分'),
  'member>donated': cause('donated', -1, 'donated by leaving', '退出时捐赠'),
  'member>clawback': cause('clawed_back', -1, 'taken back by a return', '退货扣回'),
  'clawback>member': cause(
    'reinstated',
    1,
    'given again: the purchase stands again',
    '订单恢复补回',
  ),
  'member>transfer': cause('sent', -1, 'passed on to another member', '转赠他人'),
  'transfer>member': cause('received', 1, 'received from another member', '他人转赠'),
  'member>held': cause('held', 0, 'set aside', '冻结'),
  'held>member': cause('released', 0, 'let go again', '解冻'),
  'member>member': cause('moved', 0, 'moved between lots', '批次间移动'),
};

/** What a movement between two accounts means. */
export function causeOf(from: Account, to: Account): Cause {
  const known = CAUSES[`${from}>${to}`];
  return known ?? cause(`${from}_to_${to}`, 0, `${from} to ${to}`, `${from} → ${to}`);
}
