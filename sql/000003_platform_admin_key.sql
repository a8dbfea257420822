-- Why: until operators exist, one administrator key opens the API; only its hash is kept here, so
-- that who reads the database cannot sign in. Lock cost: none, a new table.
create table platform_admin_key (
  only_one boolean primary key default true check (only_one),
  key_hash bytea not null check (length(key_hash) = 32),
  created_at timestamptz not null
);
