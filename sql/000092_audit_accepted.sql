-- Why: what the log says of accepted events is compared with the events themselves, which another
-- room keeps. Lock cost: none, a view.
create view v_accepted_events as
select at, actor, (detail->>'events')::integer as events, detail->>'sum' as sum
  from audit_log where action = 'events.accept';

comment on view v_accepted_events is 'For each batch and caller: how many events were recorded at that moment, and the sum of their digests.';

-- A view that could be written would write with the rights of its owner.
insert into platform_app_rights (name, rights) values ('v_accepted_events', 'select');
