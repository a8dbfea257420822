-- Why: a till that was away uploads what it did, perhaps several times. What became of each operation
-- is final and told again; a conflict may wait for a person. An operation that comes with the name of
-- another one is a row of its own. Lock cost: none, a new table.
create table offline_operations (
  till text collate "C" not null,
  op text collate "C" not null,
  hash text collate "C" not null,
  type text not null,
  state text not null check (state in ('applied', 'refused', 'review', 'accepted', 'dismissed')),
  conflict text,
  problems json not null,
  event json not null,
  happened_at timestamptz not null,
  uploaded_at timestamptz not null,
  reason text,
  primary key (till, op, hash)
);

create index offline_operations_conflicts on offline_operations (uploaded_at, till, op)
  where conflict is not null;
create index offline_operations_open on offline_operations (uploaded_at, till, op)
  where state = 'review';

comment on table offline_operations is 'What tills did while they were away, and what became of it. conflict: the reason code of what the hub would not have done; state review: a person decides.';
