-- Why: an event is only as good as the device it comes from. The hub knows its devices and channels,
-- takes events from those only, and can shut one out within a second.
-- Lock cost: none, new tables.
create table touchpoints (
  id text collate "C" primary key,
  kind text not null,
  name text not null,
  name_zh text,
  store text,
  channel text,
  state text not null,
  revoked_at timestamptz,
  change bigint not null,
  updated_at timestamptz not null,
  constraint touchpoints_state check (state in ('active', 'revoked')),
  constraint touchpoints_revoked check ((state = 'revoked') = (revoked_at is not null))
);

-- Every hub asks twice a second for what has changed since it asked last.
create index touchpoints_change on touchpoints (change);

comment on column touchpoints.change is 'The number of the change that wrote it, in the order of commits.';

-- One row, which every writer updates first: numbers rise in the order in which writers commit.
create table touchpoint_changes (
  change bigint not null
);
create unique index touchpoint_changes_one on touchpoint_changes ((true));
insert into touchpoint_changes (change) values (0);

-- Beside the register: it is written every ten seconds for those that were seen, and no change.
create table touchpoints_seen (
  touchpoint text collate "C" primary key,
  last_seen timestamptz not null
);
