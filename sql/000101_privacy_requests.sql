-- Why: people ask for their data, for its correction or its end, and the law gives a time for the
-- answer; what they are given lies ready for some days, sealed, and is gone then. Lock cost: none.
create table data_requests (
  request_id bigint generated always as identity primary key,
  member_id bigint not null,
  kind text not null check (kind in ('access', 'export', 'erase', 'correct')),
  state text not null check (state in ('open', 'ready', 'done', 'refused', 'expired')),
  asked_at timestamptz not null,
  due_at timestamptz not null,
  asked_by text not null,
  closed_at timestamptz,
  closed_by text,
  reason text,
  -- When somebody was told that it is overdue.
  warned_at timestamptz,
  check ((closed_at is null) = (state in ('open', 'ready')))
);

comment on table data_requests is 'What members have asked about their data, and what became of it.';

-- Asked for twice while one is open, it is the same request.
create unique index data_requests_open on data_requests (member_id, kind) where state = 'open';
-- The work list, and what is overdue.
create index data_requests_due on data_requests (due_at) where closed_at is null;
-- What is old enough to be forgotten.
create index data_requests_closed on data_requests (closed_at) where closed_at is not null;

create table data_exports (
  request_id bigint primary key,
  member_id bigint not null,
  made_at timestamptz not null,
  until timestamptz not null,
  -- The JSON of the export, with the member's data key: erasing the member ends it too.
  sealed bytea not null
);

comment on table data_exports is 'Exports that can be fetched: sealed, and only until the named time.';

create index data_exports_until on data_exports (until);
