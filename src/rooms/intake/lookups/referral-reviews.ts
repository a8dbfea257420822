import { documents, numbers, texts } from '../../../platform/db/arrays.ts';
import type { Lookup } from './lookup.ts';

interface Review {
  readonly friend: number;
  readonly score: number;
  readonly findings: unknown;
  readonly at: number;
  /** Null: it waits. */
  readonly outcome: 'allow' | 'refuse' | null;
}

const OUTCOMES: Readonly<Record<string, Review['outcome']>> = {
  'referral-held': null,
  'referral-released': 'allow',
  'referral-refused': 'refuse',
};

/** The queue of referrals that are held, and what became of them. No decision looks at it. */
export const referralReviews: Lookup = {
  name: 'referral-reviews',
  room: 'referrals',
  after(effect, { memberId, fact }, rows) {
    const outcome = OUTCOMES[effect.kind];
    if (outcome === undefined) return null;
    const before = rows.get(effect.referral as string) as Review | undefined;
    const { score = before?.score ?? 0, findings = before?.findings ?? [] } = effect;
    const review = { friend: memberId, score, findings, at: fact.happenedAt, outcome };
    return new Map([[effect.referral as string, review]]);
  },
  save(client, rows) {
    const reviews = [...rows].sort(([a], [b]) => (a < b ? -1 : 1)) as [string, Review][];
    return client.query({
      name: 'intake_upsert_referral_reviews',
      text: `insert into referral_reviews as known
          (referral, friend_id, score, findings, held_at, outcome, reviewed_at)
        select referral, friend_id, score, findings::json, moment, outcome,
          case when outcome is not null then moment end
        from (select referral, friend_id, score, findings, outcome,
            'epoch'::timestamptz + interval '1 millisecond' * at as moment
          from unnest($1::text[], $2::bigint[], $3::integer[], $4::text[], $5::float8[],
            $6::text[]) as new (referral, friend_id, score, findings, at, outcome)) as told
        on conflict (referral) do update set
          score = case when excluded.outcome is null then excluded.score else known.score end,
          findings = case when excluded.outcome is null then excluded.findings
            else known.findings end,
          held_at = case when excluded.outcome is null then excluded.held_at
            else known.held_at end,
          outcome = excluded.outcome, reviewed_at = excluded.reviewed_at`,
      values: [
        texts(reviews.map(([referral]) => referral)),
        numbers(reviews.map(([, { friend }]) => friend)),
        numbers(reviews.map(([, { score }]) => score)),
        documents(reviews.map(([, { findings }]) => JSON.stringify(findings))),
        numbers(reviews.map(([, { at }]) => at)),
        texts(reviews.map(([, { outcome }]) => outcome)),
      ],
    });
  },
};
