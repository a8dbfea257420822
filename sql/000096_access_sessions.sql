-- Why: whoever has signed in stays so for a while, can see where else, and end it; who guesses has to
-- wait, longer each time, over all processes of the hub. Lock cost: none, new tables.
create table access_sessions (
  token_hash bytea primary key,
  id text collate "C" not null unique,
  operator_id integer not null references access_operators on delete cascade,
  method text not null check (method in ('password', 'sso')),
  is_strong boolean not null,
  agent text not null,
  began_at timestamptz not null,
  seen_at timestamptz not null,
  ends_at timestamptz not null
);

create index access_sessions_operator on access_sessions (operator_id);

create table access_attempts (
  subject bytea primary key,
  failures integer not null check (failures >= 0),
  last_at timestamptz not null
);

create table access_sso_flows (
  state_hash bytea primary key,
  ends_at timestamptz not null
);

comment on table access_sessions is 'Sessions of operators, by the hash of their token. is_strong: with a second factor.';
comment on table access_attempts is 'Wrong tries to sign in, by a keyed hash of the account name or the address that was tried.';
comment on table access_sso_flows is 'Ways to the identity provider that have come back, so that none does twice.';
