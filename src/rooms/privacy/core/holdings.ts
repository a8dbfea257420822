import type { Holding } from './holding.ts';

const by = (table: string, room: string, en: string, zh: string, order: string, more = {}) => ({
  ...{ table, room, about: { en, zh }, order },
  ...more,
});

/**
 * Every table with something about a member. A test looks at the database itself: a table with a
 * member's column that is missing here fails it, so that an export stays complete.
 */
export const HOLDINGS: readonly Holding[] = [
  by('members', 'members', 'Membership', '会员资格', 'joined_at'),
  by('events', 'intake', 'What happened, and what was decided', '发生的事件与处理结果', 'no', {
    without: ['xact'],
    json: ['data', 'decision'],
  }),
  by('entries', 'ledger', 'Movements of points', '积分变动', 'event_no, seq'),
  by('member_states', 'engine', 'What the program reckons with', '程序计算所用的状态', 'no', {
    json: ['state'],
  }),
  by('purchase_follow_ups', 'intake', 'What became of purchases', '购买的后续', 'no'),
  by('follow_up_events', 'intake', 'What is still to be decided', '待处理事项', 'made_at'),
  by('challenge_scores', 'challenges', 'Scores on boards', '排行榜成绩', 'challenge'),
  by('reward_entries', 'rewards', 'Entries in draws', '抽奖参与', 'seal, redemption'),
  by('referral_codes', 'referrals', 'Codes to bring friends with', '推荐码', 'at'),
  by('referral_advocates', 'referrals', 'Reach as an advocate', '推荐人级别', 'reach'),
  by('referral_friends', 'referrals', 'How the member came', '加入来源', 'at', {
    by: 'friend_id',
    // Who brought the member is somebody else's data.
    without: ['advocate_id'],
  }),
  by('referral_reviews', 'referrals', 'Looks at a referral', '推荐审核', 'held_at', {
    by: 'friend_id',
    // How fraud is found would not be found any more if it were told.
    without: ['findings', 'score'],
  }),
  by('referral_signals', 'referrals', 'Hashes of signals left behind', '留存信号的散列', 'at'),
  by(
    'parked_events',
    'intake',
    'Returns that wait for their purchase',
    '等待匹配的退货',
    'parked_at',
    {
      where: `exists (select from json_array_elements(fact->'identifiers') named
      where named->>'kind' = 'id' and named->>'value' = 'mem_' || $1::bigint)`,
      json: ['fact'],
    },
  ),
  by('audit_log', 'audit', 'Who read or changed this data', '数据查阅与更改记录', 'at', {
    where: `subject = 'mem_' || $1::bigint`,
    without: ['link', 'writer', 'no', 'day'],
  }),
  by('view_portraits', 'view', 'What the history adds up to', '由历史汇总的画像', 'member_id', {
    json: ['portrait'],
  }),
  by('quality_findings', 'quality', 'What is to be mended', '待完善的数据', 'first_seen', {
    where: `kind = 'unreachable' and subject = 'mem_' || $1::bigint`,
  }),
  by('duplicates', 'identity', 'Looks at whether two members are one', '重复会员核对', 'found_at', {
    where: '$1::bigint in (low, high)',
    // Who the other may be, and by what, is somebody else's data.
    without: ['low', 'high', 'evidence'],
  }),
  by('data_requests', 'privacy', 'Requests about this data', '数据请求', 'asked_at'),
  {
    table: 'data_exports',
    room: 'privacy',
    exempt: 'Earlier exports: the same data again, sealed, and gone within days.',
  },
  {
    table: 'event_keys',
    room: 'intake',
    exempt: 'Names of events and hashes of what they said: the events themselves are given.',
  },
  {
    table: 'identifiers',
    room: 'members',
    exempt: 'Sealed here; given in the clear at the top of the export.',
  },
  {
    table: 'member_keys',
    room: 'members',
    exempt: 'The wrapped key that seals the data: it says nothing, and must not leave the hub.',
  },
  {
    table: 'member_sketches',
    room: 'identity',
    exempt:
      'Keyed tokens for matching, made of the identifiers and names at the top of the export.',
  },
  {
    table: 'match_tokens',
    room: 'identity',
    exempt: 'The same tokens once more, as an index.',
  },
  {
    table: 'member_profiles',
    room: 'members',
    exempt: 'Sealed here; given in the clear at the top of the export.',
  },
  {
    table: 'status_recent',
    room: 'app',
    exempt: 'Which of the events the status page shows for a moment: the events are given.',
  },
];
