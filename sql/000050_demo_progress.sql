-- Why: filling a hub with the demo retailer takes a while and may be stopped: the next start goes on
-- where it was. Lock cost: none, a new table.
create table demo_progress (
  only_one boolean primary key default true,
  seed integer not null,
  members integer not null,
  -- The history ends here; fixed at the first start, because it is what all its events follow from.
  until timestamptz not null,
  -- So many events of the history, in its order, are in; a few behind them may be in too.
  position integer not null default 0,
  refused integer not null default 0,
  started_at timestamptz not null,
  finished_at timestamptz,
  constraint demo_progress_only_one check (only_one)
);

comment on table demo_progress is 'How far the demo retailer''s history has been taken in; no row in a hub of one''s own.';
