-- Why: sealed fields of a profile lie with their member, outside events and states. Lock cost: none, new table.
create table member_profiles (
  member_id bigint not null,
  field text collate "C" not null,
  -- The value, AES-256-GCM with the member's data key; null: it was taken away.
  sealed bytea,
  source text not null,
  happened_at timestamptz not null,
  primary key (member_id, field)
);

comment on table member_profiles is 'Sealed fields of members, each with who said it and when.';
