import type { Words } from './words.ts';

/**
 * Why a rule paid or did not, in words. The codes are those that conditions, earnings and the
 * engine put into a trace; docs/reference/reasons.md lists them, and a test compares all three.
 */
export const REASONS: Readonly<Record<string, Words>> = {
  paid: { en: 'The rule paid in full.', zh: '规则足额发放。' },
  outside_dates: {
    en: 'The day lies outside the dates of the rule.',
    zh: '不在规则的日期范围内。',
  },
  outside_weekdays: {
    en: 'The rule does not run on this weekday.',
    zh: '规则在这一天（星期）不生效。',
  },
  outside_hours: { en: 'The rule does not run at this hour.', zh: '规则在这个时段不生效。' },
  channel_not_listed: { en: 'The rule is not for this channel.', zh: '规则不适用于该渠道。' },
  store_not_listed: { en: 'The rule is not for this store.', zh: '规则不适用于该门店。' },
  tier_not_listed: {
    en: "The rule is not for the member's level.",
    zh: '规则不适用于该会员等级。',
  },
  basket_too_small: {
    en: 'The basket is too small for the rule.',
    zh: '购物篮金额或件数未达到规则要求。',
  },
  no_line_matches: {
    en: 'Nothing in the basket is what the rule pays for.',
    zh: '购物篮中没有符合规则的商品。',
  },
  consent_missing: {
    en: 'The rule rests on a consent that the member has not given.',
    zh: '规则需要会员尚未给予的同意。',
  },
  condition_false: { en: 'The condition of the rule did not hold.', zh: '规则的条件不成立。' },
  below_one_step: {
    en: 'The amount is below what the first point costs.',
    zh: '金额不足以获得一个积分。',
  },
  nothing_to_pay: { en: 'There was nothing to pay for.', zh: '没有可发放的内容。' },
  nothing_to_multiply: {
    en: 'Nothing was earned before that could be multiplied.',
    zh: '之前没有可加倍的积分。',
  },
  formula_gave_nothing: {
    en: 'The formula came to less than one point.',
    zh: '公式结果不足一个积分。',
  },
  scene_held: { en: 'The scene held.', zh: '场景成立。' },
  scene_no_touches: {
    en: 'The member has touched nothing lately that the scene looks at.',
    zh: '会员近期没有该场景关注的触达。',
  },
  scene_condition_false: {
    en: 'The touches were not in the order or the time that the scene asks for.',
    zh: '触达的顺序或时间不符合场景条件。',
  },
  lost_in_lane: {
    en: 'Another rule of the same lane paid more or came first.',
    zh: '同一通道中另一条规则更优或更先。',
  },
  member_limit_reached: {
    en: "The member's limit for this rule was used up.",
    zh: '会员在该规则下的限额已用完。',
  },
  member_limit_cut: {
    en: "The member's limit for this rule left less than the full amount.",
    zh: '受会员限额影响，只发放了一部分。',
  },
  currency_cap_reached: {
    en: 'The cap on these points was used up for the period.',
    zh: '本期该积分的上限已用完。',
  },
  currency_cap_cut: {
    en: 'The cap on these points left less than the full amount.',
    zh: '受积分上限影响，只发放了一部分。',
  },
  budget_short: { en: 'The budget no longer covers the award.', zh: '预算不足，未发放。' },
  budget_partial: {
    en: 'The budget covered only a part of the award.',
    zh: '预算只够发放一部分。',
  },
  granted: {
    en: 'Given by another part of the program, such as a challenge.',
    zh: '由方案的其他部分（如挑战任务）发放。',
  },
  budget_stopped: { en: 'The budget has ended.', zh: '预算已终止。' },
};

/** What the hub noticed about an event; a flag may end in `:` and a currency. */
export const FLAGS: Readonly<Record<string, Words>> = {
  late: {
    en: 'It came after later events of the member; it was decided on the state as it is now.',
    zh: '晚于该会员之后的事件到达，按当前状态决定。',
  },
  clock_ahead_clamped: {
    en: 'The clock of the touchpoint ran ahead; the time of arrival counts.',
    zh: '终端时钟偏快，以到达时间为准。',
  },
  touchpoint_gone: {
    en: 'Its touchpoint is unknown or revoked by now; old history may say so.',
    zh: '其触点现已未知或被撤销，历史数据允许如此。',
  },
  happened_at_received: {
    en: 'It did not say when it happened; the time of arrival counts.',
    zh: '未说明发生时间，以到达时间为准。',
  },
  clawback_short: {
    en: 'A return could not take back all that was earned: the points are gone already.',
    zh: '退货时积分不足，未能全部扣回。',
  },
  overdrawn: {
    en: 'The points were gone already at a till that was away: the balance is below zero.',
    zh: '离线收银已扣出积分，余额为负。',
  },
  respend_short: {
    en: 'The purchase stands again, but points for its spend were missing.',
    zh: '订单恢复时，可再次抵扣的积分不足。',
  },
};

/** What happened to a tier. */
export const TIER_CHANGES: Readonly<Record<string, Words>> = {
  entered: { en: 'Entered the tiers.', zh: '进入等级体系。' },
  upgrade: { en: 'Rose to a higher level.', zh: '升级。' },
  downgrade: { en: 'Fell to a lower level at the review.', zh: '评定后降级。' },
  kept: { en: 'Kept the level at the review.', zh: '评定后保级。' },
  warning: { en: 'Was warned that the level may be lost.', zh: '降级预警。' },
  grace: { en: 'Keeps the level for a time of grace.', zh: '进入宽限期。' },
  upgrade_undone: {
    en: 'The upgrade was undone: the purchase behind it came back.',
    zh: '促成升级的订单已退货，撤销升级。',
  },
  left: { en: 'The level ended: the member left.', zh: '会员退出，等级终止。' },
  restored: { en: 'The level was given back: the member came back.', zh: '会员回归，恢复等级。' },
};

/** A reason in words; a code that is not known speaks for itself. */
export function reasonWords(code: string): Words {
  return REASONS[code] ?? { en: code, zh: code };
}

/** A flag in words. */
export function flagWords(flag: string): Words {
  const [code = flag] = flag.split(':');
  return FLAGS[code] ?? { en: flag, zh: flag };
}
