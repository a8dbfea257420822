-- Why: the status page shows what the hub has done in all, each second, however long the books are;
-- so what was recorded since the last look is added to running totals. Lock cost: an index on
-- entries and one made anew on events, both empty here or short; BRIN costs an insert next to nothing.
-- With autosummarize a look reads what is new and not everything since the last vacuum.
create index entries_recorded_at on entries using brin (recorded_at) with (autosummarize = on);
drop index events_recorded_at;
create index events_recorded_at on events using brin (recorded_at) with (autosummarize = on);

create table status_cursor (
  only_one boolean primary key default true,
  -- Everything recorded up to here is in the totals.
  until timestamptz not null,
  constraint status_cursor_only_one check (only_one)
);

create table status_counts (
  name text collate "C" primary key,
  value bigint not null
);

create table status_movements (
  currency text collate "C" not null,
  from_account text collate "C" not null,
  to_account text collate "C" not null,
  amount bigint not null,
  primary key (currency, from_account, to_account)
);

create table status_pending (
  currency text collate "C" not null,
  active_at timestamptz not null,
  amount bigint not null,
  primary key (currency, active_at)
);

create table status_recent (
  member_id bigint not null,
  no integer not null,
  recorded_at timestamptz not null,
  primary key (member_id, no)
);

comment on table status_recent is 'The newest events by their keys; older ones are dropped as new ones come.';
comment on table status_cursor is 'Up to when the status totals count; moved together with them.';
comment on table status_counts is 'Running counts: events, members, and events by type for the known types.';
comment on table status_movements is 'Points that moved between two accounts so far.';
comment on table status_pending is 'Points that wait for a moment still to come, by that moment.';
