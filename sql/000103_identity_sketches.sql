-- Why: people who may be one person are found among millions without comparing all with all, and
-- without a name or phone in any table: a sketch holds keyed tokens and filters only, and only who
-- shares a token is compared. What was decided of two is remembered. Lock cost: none, new tables.
create table member_sketches (
  member_id bigint primary key,
  sketch json not null,
  learnt_at timestamptz not null
);

comment on table member_sketches is 'What is known of a member for matching: keyed tokens, no value can be read from it.';

create table match_tokens (
  token text collate "C" not null,
  member_id bigint not null,
  primary key (token, member_id)
);

comment on table match_tokens is 'Who shares a token is compared.';

create index match_tokens_member_id on match_tokens (member_id);

create table duplicates (
  low bigint not null,
  high bigint not null,
  state text not null default 'open',
  score integer not null,
  rule text,
  evidence json not null,
  found_at timestamptz not null,
  decided_at timestamptz,
  decided_by text,
  primary key (low, high),
  constraint duplicates_state check (state in ('open', 'merged', 'different')),
  constraint duplicates_order check (low < high)
);

comment on table duplicates is 'Two members who may be one person, the lower id first, and what was decided.';

create index duplicates_open on duplicates (score desc, low, high) where state = 'open';
