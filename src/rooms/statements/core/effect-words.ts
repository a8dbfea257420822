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
  'referrals referral-code': { en: 'A code to bring friends with.', zh: '获得邀请码。' },
  'referrals referral-bound': { en: 'A friend has come.', zh: '好友已受邀加入。' },
  'referrals referral-declined': { en: 'The code did not count.', zh: '邀请码无效。' },
  'referrals referral-held': {
    en: 'The referral waits for a review; nothing is paid.',
    zh: '邀请待人工审核，暂不发放。',
  },
  'referrals referral-released': { en: 'A review let the referral go on.', zh: '审核通过。' },
  'referrals referral-pending': {
    en: 'A purchase that may count; its return window runs.',
    zh: '待退货期结束后计入。',
  },
  'referrals referral-open': {
    en: 'The purchase came back; another one may count.',
    zh: '已退货，等待下一笔消费。',
  },
  'referrals referral-ripe': {
    en: 'The return window is over; the referral is looked at.',
    zh: '退货期已过，正在核查。',
  },
  'referrals referral-lapsed': { en: 'No purchase came in time.', zh: '逾期未消费，邀请失效。' },
  'referrals referral-qualified': { en: 'The referral counts.', zh: '邀请成功。' },
  'referrals referral-refused': { en: 'The referral was refused.', zh: '邀请被拒绝。' },
  'referrals referral-reversed': {
    en: 'The purchase came back: the friend counts no more.',
    zh: '好友退货，邀请撤销。',
  },
  'referrals referral-unpaid': {
    en: 'A cap stood against the payment.',
    zh: '已达上限，未发放奖励。',
  },
  'referrals referral-counted': { en: 'A friend counts.', zh: '好友计入。' },
  'referrals referral-step': { en: 'A step of the progress bar.', zh: '进度条阶段变化。' },
  'rewards won': { en: 'Won the draw.', zh: '中奖。' },
};

/** Words of an effect; what is not listed speaks for itself. */
export function effectWords(room: string, kind: string): Words {
  return EFFECTS[`${room} ${kind}`] ?? { en: `${room}: ${kind}`, zh: `${room}: ${kind}` };
}
