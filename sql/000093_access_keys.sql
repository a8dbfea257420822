-- Why: tills, apps and partners get keys of their own that open no more than they need and end by
-- themselves. Of a key only a hash is kept. Lock cost: none, new tables.
create table access_keys (
  id text collate "C" primary key,
  name text not null,
  secret_hash bytea not null check (length(secret_hash) = 32),
  permissions text[] not null check (cardinality(permissions) > 0),
  store text,
  touchpoint text,
  requests_per_minute integer,
  created_at timestamptz not null,
  created_by text not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  revoked_by text,
  last_used_at timestamptz,
  revision bigint generated always as identity
);

comment on table access_keys is 'API keys: what each may do and until when. secret_hash: SHA-256 of the whole key. revision: changes with every change but last_used_at, by which other hubs see it.';
