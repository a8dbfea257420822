import { eachEffect, type Side } from './side.ts';

type Row = Readonly<Record<string, unknown>>;

/**
 * The rows of codes that stand for a coupon in the member's hands, by the coupon's id: those of its
 * own, and those of a pool while it is reserved or used. A code that was made by the hub for a
 * coupon without one stands in its row only: there is one, whatever it is.
 */
export const couponCodes: Side = {
  table: 'coupon_codes',
  expected({ events }) {
    const rows = new Map<string, Row>();
    eachEffect(events, (effect) => {
      if (effect.room !== 'coupons') return;
      const { kind, of: definition, givenBack } = effect;
      const coupon = String(effect.coupon);
      const code = effect.code === undefined ? {} : { code: effect.code };
      if (kind === 'coupon.issued') {
        const own = effect.own === true;
        if (!own && effect.prefix === undefined) return;
        rows.set(coupon, { definition, standing: 'taken', until: null, ...(own && code) });
      } else if (kind === 'coupon.received') {
        rows.set(coupon, { definition, standing: 'taken', until: null, ...code });
      } else if (kind === 'coupon.sent') {
        rows.delete(coupon);
      } else if (effect.code === undefined) {
        return;
      } else if (kind === 'coupon.reserved') {
        rows.set(coupon, { definition, standing: 'taken', until: effect.until, ...code });
      } else if (kind === 'coupon.redeemed') {
        rows.set(coupon, { definition, standing: 'used', until: null, ...code });
      } else if (FREES.has(kind) || (kind === 'coupon.rolled_back' && givenBack)) {
        rows.delete(coupon);
      }
    });
    return rows;
  },
};

const FREES: ReadonlySet<string> = new Set(['coupon.released', 'coupon.lapsed']);
