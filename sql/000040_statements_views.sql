-- Why: what the intake keeps, published for reading. Rooms above read these views and never the
-- tables, so that the tables can change. Lock cost: none, new views.

create view v_events as
select member_id, no, source, id, type, happened_at, recorded_at, channel, store, touchpoint,
  program, data, decision
from events;

comment on view v_events is 'Every decided event with what was decided and why.';

create view v_event_keys as
select source, id, member_id, no, recorded_at from event_keys;

comment on view v_event_keys is 'Where an event (or with source "receipt", a receipt) lies. no 0: it waits.';

create view v_entries as
select member_id, event_no, seq, currency, amount, from_account, to_account, from_lot, to_lot,
  hold, active_at, happened_at, recorded_at
from entries;

comment on view v_entries is 'Double entry: every movement of points.';

create view v_lot_movements as
select member_id, event_no, seq, currency, to_lot as lot, to_account as account,
  from_account as other, amount, active_at, happened_at, recorded_at
from entries where to_lot is not null
union all
select member_id, event_no, seq, currency, from_lot, from_account, to_account, -amount, active_at,
  happened_at, recorded_at
from entries where from_lot is not null;

comment on view v_lot_movements is 'Entries as each lot sees them: above zero came in, below went out. "other" is the account on the other side.';

create view v_member_states as
select member_id, no, due_at, state from member_states;

comment on view v_member_states is 'What decisions know of a member; settled up to state.asOf.';

create view v_parked_events as
select source, id, fact, parked_at, until, refusal from parked_events;

comment on view v_parked_events is 'Returns that wait for their purchase, or were refused in the end.';

create view v_unclaimed_purchases as
select source, id, fact, until from unclaimed_purchases;

comment on view v_unclaimed_purchases is 'Purchases that no member has claimed yet.';
