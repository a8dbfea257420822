-- Why: what says who a person is lies sealed; an identifier is found by a keyed hash. The keys are
-- not in SQL, so rows of before move aside as they are, and the hub seals them at its next start.
-- Lock cost: a short exclusive lock on identifiers.

-- Which key-encryption keys may wrap at present; the keys themselves are with the operator. Who
-- writes a wrapped key holds its row here: a key that goes away leaves nothing behind it.
create table vault_keys (
  key_id text collate "C" primary key,
  made_at timestamptz not null
);

comment on table vault_keys is 'Names of key-encryption keys in use; never the keys.';

-- Keys for blind indexes are derived from this secret, which is wrapped, and wrapped anew by a
-- rotation: it stays the same for ever, or nobody would be found again.
create table vault_secret (
  only_one boolean primary key default true check (only_one),
  key_id text collate "C" not null,
  wrapped bytea not null
);

comment on table vault_secret is 'The secret behind blind indexes, wrapped by a key-encryption key.';

-- Erasing a member deletes the row: what is sealed with it is noise from then on.
create table member_keys (
  member_id bigint primary key,
  key_id text collate "C" not null,
  wrapped bytea not null
);

comment on table member_keys is 'The data key of each member, wrapped by a key-encryption key.';

do $$
begin
  if exists (select 1 from identifiers) then
    alter table identifiers rename to identifiers_plain;
    alter table identifiers_plain rename constraint identifiers_pkey to identifiers_plain_pkey;
    drop index identifiers_member_id;
  else
    drop table identifiers;
  end if;
end $$;

create table identifiers (
  kind text collate "C" not null,
  -- Half of an HMAC-SHA-256 of kind and value.
  blind bytea not null,
  member_id bigint not null,
  -- The value, AES-256-GCM with the member's data key.
  sealed bytea not null,
  verified_at timestamptz,
  created_at timestamptz not null,
  -- An identifier that is no longer the member's; another may have it by now.
  ended_at timestamptz
);

comment on table identifiers is 'Phones, e-mails, cards, app ids: sealed, found by a keyed hash.';

-- An identifier belongs to one member of the whole hub at a time.
create unique index identifiers_owner on identifiers (kind, blind) where ended_at is null;
-- A member's view lists the identifiers; a purchase never asks this way.
create index identifiers_member_id on identifiers (member_id);
