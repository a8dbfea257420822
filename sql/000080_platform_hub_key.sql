-- Why: what must be compared but not read (a device, a phone number behind a referral) is kept as a
-- hash under a secret of the hub. All processes of a hub share it through the database; it is made at
-- the first start and never changes. Lock cost: none, a new table.
create table platform_hub_key (
  only_one boolean primary key default true check (only_one),
  key bytea not null check (length(key) = 32)
);

comment on table platform_hub_key is 'The secret of the hub from which keys for hashes and codes are derived. Who changes it, loses what was hashed.';
