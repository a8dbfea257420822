-- Why: people who run the hub sign in by themselves, each with a password and a second factor, or by
-- the identity provider of their company. Nothing in here opens a door: passwords are argon2id
-- hashes, links and recovery codes are hashes, the secret of the second factor is sealed.
-- Lock cost: none, new tables.
create table access_operators (
  id integer generated always as identity primary key,
  name text not null,
  email text collate "C" not null unique,
  roles text[] not null,
  status text not null check (status in ('invited', 'active', 'disabled')),
  password_hash text,
  password_set_at timestamptz,
  totp_secret bytea,
  totp_pending bytea,
  totp_step bigint not null default 0,
  subject text collate "C" unique,
  created_at timestamptz not null,
  created_by text not null
);

create table access_links (
  token_hash bytea primary key,
  operator_id integer not null references access_operators on delete cascade,
  ends_at timestamptz not null
);

create index access_links_operator on access_links (operator_id);

create table access_recovery_codes (
  operator_id integer not null references access_operators on delete cascade,
  code_hash bytea not null,
  primary key (operator_id, code_hash)
);

comment on table access_operators is 'People who run the hub. totp_step: the last step of the second factor that counted, so that no code counts twice; totp_pending: a secret that is not proved yet; subject: issuer and subject at the identity provider.';
comment on table access_links is 'Links to set a password, as hashes: by invitation or after a reset. One at a time, and used once.';
comment on table access_recovery_codes is 'Hashes of codes that stand in for a lost second factor; a used one is deleted.';
