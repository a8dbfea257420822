-- Why: how good the data is can be asked at any time, per source and day. A task counts what was
-- recorded since it last looked, and goes through the members a few thousand at a time; what the
-- intake refused or cleaned is counted in memory and added here each minute. Lock cost: none, new
-- tables and views.
create table quality_counts (
  day date not null,
  source text collate "C" not null,
  -- Empty where an event named none.
  channel text collate "C" not null,
  measure text collate "C" not null,
  count bigint not null,
  primary key (day, source, channel, measure)
);

-- What is to be mended: a category that the catalogue lacks, an error that a source keeps making.
create table quality_findings (
  kind text collate "C" not null,
  source text collate "C" not null,
  subject text collate "C" not null,
  times bigint not null,
  first_seen timestamptz not null,
  last_seen timestamptz not null,
  -- What it is near to, or an example; never a personal value.
  hint text,
  primary key (kind, source, subject)
);

create table quality_sweeps (
  sweep integer primary key,
  started_at timestamptz not null,
  finished_at timestamptz,
  -- Members up to this id have been looked at.
  position bigint not null,
  members bigint not null,
  -- By measure, how many members have it.
  counts json not null
);

create table quality_cursor (
  only_one boolean primary key default true,
  until timestamptz not null,
  constraint quality_cursor_only_one check (only_one)
);

create view v_identifier_kinds as
  select member_id, kind from identifiers where ended_at is null;
create view v_stores as select id, name, channel from stores;
create view v_categories as select id, parent from categories;

comment on table quality_counts is 'Events by day of recording, source, channel and measure; rates are made of them.';
comment on table quality_findings is 'What is to be mended, with how often it was seen.';
comment on table quality_sweeps is 'Goes through all members, some thousand a minute: which fields they have.';
comment on table quality_cursor is 'Up to when recorded events are in the counts.';
