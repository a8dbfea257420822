import { durationProblem } from '../../../kernel/duration-problem.ts';
import { nearestName } from '../../../kernel/nearest-name.ts';
import type { Problem } from '../../../kernel/problem.ts';
import { currencyDecimals, type Expressions, type ProgramDocument } from '../../program/index.ts';
import { checkDays, checkShared } from './check-shared.ts';
import { ONLY_LANE } from './compile.ts';
import type { CampaignDocument, CouponDocument, CouponLaneDocument } from './section.ts';
import { kindOf } from './values/catalogue.ts';
import { moneyProblem } from './values/money.ts';

/** Every mistake in one coupon beyond its shape. */
export function checkCoupon(
  coupon: CouponDocument,
  document: ProgramDocument,
  path: string,
  expressions: Expressions,
): Problem[] {
  const decimals = currencyDecimals(document.currency) ?? 2;
  const net = coupon.minimum?.net;
  const minimum = net === undefined ? null : moneyProblem(net, decimals, `${path}/minimum/net`);
  return [
    ...references(coupon, document, path),
    ...kindOf(coupon.take).check(coupon.take, { decimals }, `${path}/take`),
    ...(coupon.for?.when === undefined
      ? []
      : expressions.check(coupon.for.when, 'bool', `${path}/for/when`)),
    ...(minimum ? [minimum] : []),
    ...validity(coupon, document, path),
    ...codes(coupon, path),
    ...limits(coupon, path),
    ...checkShared(coupon, document, path, expressions),
  ];
}

function references(coupon: CouponDocument, document: ProgramDocument, path: string): Problem[] {
  const campaigns = campaignsOf(document).map(({ id }) => id);
  const lanes = (document.couponLanes ?? [ONLY_LANE]) as CouponLaneDocument[];
  const ids = lanes.map(({ id }) => id);
  const problems: Problem[] = [];
  if (coupon.campaign !== undefined && !campaigns.includes(coupon.campaign)) {
    problems.push({
      code: 'unknown_campaign',
      path: `${path}/campaign`,
      detail: `There is no campaign "${coupon.campaign}".`,
      fix: nearest(coupon.campaign, campaigns),
    });
  }
  if (coupon.lane !== undefined && !ids.includes(coupon.lane)) {
    problems.push({
      code: 'unknown_lane',
      path: `${path}/lane`,
      detail: `There is no coupon lane "${coupon.lane}".`,
      fix: `Use one of: ${ids.join(', ')}; or add it to \`couponLanes\`.`,
    });
  }
  return problems;
}

function nearest(name: string, campaigns: readonly string[]): string {
  const meant = nearestName(name, campaigns);
  return meant ? `Did you mean \`${meant}\`?` : 'Add it to `campaigns`.';
}

function campaignsOf(document: ProgramDocument): CampaignDocument[] {
  return (document.campaigns ?? []) as CampaignDocument[];
}

function validity(coupon: CouponDocument, document: ProgramDocument, path: string): Problem[] {
  const { valid, reserve } = coupon;
  const problems: Problem[] = [];
  const at = `${path}/valid`;
  if (valid && 'for' in valid) {
    problems.push(...checkDays({ ...(valid.to && { to: valid.to }) }, at));
    const duration = durationProblem(valid.for, `${at}/for`);
    if (duration) problems.push(duration);
  } else problems.push(...checkDays(valid, at));
  const time = reserve === undefined ? null : durationProblem(reserve, `${path}/reserve`);
  if (time) problems.push(time);
  const campaign = campaignsOf(document).find(({ id }) => id === coupon.campaign)?.valid;
  const from = valid && 'from' in valid ? valid.from : undefined;
  const apart =
    (from !== undefined && campaign?.to !== undefined && from > campaign.to) ||
    (valid?.to !== undefined && campaign?.from !== undefined && valid.to < campaign.from);
  if (!apart) return problems;
  return [
    ...problems,
    {
      code: 'never_valid',
      path: at,
      detail: `It has no day in common with its campaign "${coupon.campaign}".`,
      fix: 'Give it days inside the campaign, or leave `valid` out to have all of them.',
    },
  ];
}

/** What contradicts itself in how a coupon reaches its members. */
function codes(coupon: CouponDocument, path: string): Problem[] {
  const { code, codes, members, valid, transfer, stock } = coupon;
  const issued = members === 'issued' || codes !== undefined;
  const problems: Problem[] = [];
  const add = (name: string, detail: string, fix: string): void => {
    problems.push({ code: 'coupon_contradiction', path: `${path}/${name}`, detail, fix });
  };
  if (code !== undefined && codes !== undefined) {
    add('codes', 'It has one public code and codes of its own.', 'Keep one of the two.');
  }
  if (codes?.kind === 'pool') {
    const detail = "A pool code is nobody's until it is used.";
    if (members === 'issued') add('members', detail, 'Use `unique` codes.');
    if (valid && 'for' in valid) add('valid/for', detail, 'Give it days, or use `unique` codes.');
  }
  if (code === undefined || issued) return problems;
  const fix = 'Add `members: issued`, or leave it out.';
  if (valid && 'for' in valid) add('valid/for', 'It is never issued: nothing to count from.', fix);
  if (transfer) add('transfer', 'Everybody can use its code: nothing to pass on.', fix);
  if (stock !== undefined) add('stock', 'It is never issued: limit its uses in `limits`.', fix);
  return problems;
}

function limits({ limits }: CouponDocument, path: string): Problem[] {
  return (['perMember', 'total'] as const).flatMap((key) => {
    const list = limits?.[key] ?? [];
    return list.flatMap(({ per }, index) =>
      list.findIndex((other) => other.per === per) === index
        ? []
        : [
            {
              code: 'duplicate_limit',
              path: `${path}/limits/${key}/${index}`,
              detail: `There are two limits for ${per}.`,
              fix: 'Keep the lower one.',
            },
          ],
    );
  });
}
