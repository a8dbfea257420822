-- Why: referrals know more than one member at once: whose code it is, who brought whom, who else was
-- seen with a device. Each fact is a row by the thing that several members may name; decisions find it
-- in their event. Signals are stored as hashes under a key of the hub. Lock cost: none, new tables.
create table referral_codes (
  code text collate "C" primary key,
  member_id bigint not null,
  at timestamptz not null
);

create table referral_advocates (
  member_id bigint primary key,
  reach text collate "C" not null
);

create table referral_friends (
  friend_id bigint primary key,
  advocate_id bigint not null,
  referral text collate "C" not null,
  at timestamptz not null
);

create index referral_friends_advocate on referral_friends (advocate_id, at desc);

create table referral_signals (
  kind text collate "C" not null,
  hash text collate "C" not null,
  member_id bigint not null,
  at timestamptz not null,
  primary key (kind, hash, member_id)
);

create index referral_signals_member on referral_signals (member_id);

create table referral_reviews (
  referral text collate "C" primary key,
  friend_id bigint not null,
  score integer not null,
  findings json not null,
  held_at timestamptz not null,
  outcome text,
  reviewed_at timestamptz
);

create index referral_reviews_open on referral_reviews (held_at, referral) where outcome is null;

comment on table referral_codes is 'Whose referral code it is; the first to take one has it for ever.';
comment on table referral_advocates is 'The reach level that last paid an advocate.';
comment on table referral_friends is 'Who brought whom: once for each friend, and for ever.';
comment on table referral_signals is 'Who was first seen with which device, phone, card, address, payment account or network. Hashes only.';
comment on table referral_reviews is 'Referrals that were held, and what a person said. outcome null: waits.';

create view v_referral_reviews as
select r.referral, r.friend_id, f.advocate_id, r.score, r.findings, r.held_at, r.outcome,
  r.reviewed_at
from referral_reviews r left join referral_friends f on f.friend_id = r.friend_id;

comment on view v_referral_reviews is 'Referrals that were held, with whom they are about.';
