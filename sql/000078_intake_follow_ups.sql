-- Why: what one member's decision causes for another (a friend has bought: the advocate counts) is
-- decided in the other's own turn, because two members are never locked together. The row is written
-- with the decision that causes it and deleted with the one that takes it in: no crash loses or
-- doubles it. Lock cost: none, a new table.
create table follow_up_events (
  id text collate "C" primary key,
  member_id bigint not null,
  type text not null,
  happened_at timestamptz not null,
  data json not null,
  made_at timestamptz not null,
  refusal json
);

create index follow_up_events_waiting on follow_up_events (made_at) where refusal is null;

comment on table follow_up_events is 'Events of the hub itself (source hachi) that wait for their turn; almost always empty. refusal: it could not be decided, which is a mistake of the hub and is kept to be looked at.';
