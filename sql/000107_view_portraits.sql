-- Why: first and last touches, preferences by category and the like are sums over all events of a
-- member. For somebody with thousands of them they are kept, counted up to an event's number, and
-- brought up to date when somebody looks; the intake writes nothing here. Lock cost: none, new tables.
create table view_portraits (
  member_id bigint primary key,
  -- Events up to this number are counted.
  no integer not null,
  portrait text not null
);

create table view_cursor (
  only_one boolean primary key default true,
  -- Members of events recorded up to here have been looked at.
  until timestamptz not null,
  constraint view_cursor_only_one check (only_one)
);

comment on table view_portraits is 'Sums over a busy member''s events; derived, and may be thrown away.';
comment on table view_cursor is 'Up to when the task has looked for members with many new events.';
