import type { Words } from './words.ts';

/** What happened in a room, in words: by the room and the kind of the effect. */
export const EFFECTS: Readonly<Record<string, Words>> = {
  'challenges offered': { en: 'On offer: it may be joined.', zh: '可参加。' },
  'challenges waiting': { en: 'It waits for its start.', zh: '等待开始。' },
  'challenges assigned': { en: 'It has begun.', zh: '已开始。' },
  'challenges joined': { en: 'Joined.', zh: '已参加。' },
  'challenges started': { en: 'It counts from now on.', zh: '从现在起计数。' },
  'challenges progress': { en: 'Moved.', zh: '进度变化。' },
  'challenges ended': { en: 'It is over.', zh: '已结束。' },
  'challenges refused': { en: 'It was not given.', zh: '未发放该挑战。' },
  'challenges unpaid': { en: 'Done, but its limit is used up.', zh: '已完成，但名额已用完。' },
  'challenges unranked': { en: 'Off the board.', zh: '已移出排行榜。' },
  'challenges badge': { en: 'A new badge.', zh: '获得新徽章。' },
  'challenges badge-lost': { en: 'The badge is taken back.', zh: '徽章已收回。' },
  'points granted': { en: 'Points were given.', zh: '已发放积分。' },
  'points taken-back': { en: 'Points were taken back.', zh: '已扣回积分。' },
  'members tagged': { en: 'A tag was added.', zh: '已添加标签。' },
  'members untagged': { en: 'A tag was removed.', zh: '已移除标签。' },
  'benefits granted': { en: 'A right was granted.', zh: '已授予权益。' },
  'benefits extended': { en: 'A right was extended.', zh: '权益已延长。' },
  'benefits seen': { en: 'A right was shown.', zh: '权益已展示。' },
  'benefits used': { en: 'A right was used.', zh: '权益已使用。' },
  'benefits lapsed': { en: 'A right lapsed.', zh: '权益已失效。' },
  'benefits not-granted': { en: 'A right was not granted.', zh: '未授予权益。' },
  'coupons coupon.issued': { en: 'A coupon was issued.', zh: '已发券。' },
  'coupons coupon.missed': { en: 'A coupon could not be issued.', zh: '未能发券。' },
  'coupons coupon.reserved': { en: 'A coupon is reserved for a basket.', zh: '券已为购物篮预留。' },
  'coupons coupon.released': { en: 'A reserved coupon is free again.', zh: '预留的券已释放。' },
  'coupons coupon.lapsed': { en: 'A reservation ran out.', zh: '预留已过期。' },
  'coupons coupon.redeemed': { en: 'A coupon was used.', zh: '券已核销。' },
  'coupons coupon.rolled_back': { en: 'A used coupon came back.', zh: '已核销的券已退回。' },
  'coupons coupon.voided': { en: 'A coupon was taken back.', zh: '券已作废。' },
  'coupons coupon.expired': { en: 'A coupon ran out.', zh: '券已过期。' },
  'coupons coupon.sent': { en: 'A coupon was given to a friend.', zh: '券已转赠。' },
  'coupons coupon.received': { en: 'A coupon came from a friend.', zh: '收到好友转赠的券。' },
  'rewards held': { en: 'A reward is set aside.', zh: '奖励已预留。' },
  'rewards entered': { en: 'Entered the draw.', zh: '已参加抽奖。' },
  'rewards released': { en: 'What was set aside is free again.', zh: '预留已释放。' },
  'rewards redeemed': { en: 'A reward was redeemed.', zh: '奖励已兑换。' },
  'rewards moved': { en: 'A redemption moved on.', zh: '兑换状态已更新。' },
  'rewards returned': { en: 'A redemption was undone.', zh: '兑换已撤销。' },
  'rewards won': { en: 'Won the draw.', zh: '中奖。' },
};

/** Words of an effect; what is not listed speaks for itself. */
export function effectWords(room: string, kind: string): Words {
  return EFFECTS[`${room} ${kind}`] ?? { en: `${room}: ${kind}`, zh: `${room}: ${kind}` };
}
