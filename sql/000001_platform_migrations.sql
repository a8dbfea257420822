-- Why: the hub must know which migrations a database has had, and an older hub must see that a newer
-- one changed it in a way that it cannot work with. Lock cost: none, a new table.
create table platform_migrations (
  version int primary key,
  name text not null,
  checksum text not null,
  breaking boolean not null,
  applied_at timestamptz not null default now()
);
