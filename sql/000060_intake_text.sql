-- Why: PostgreSQL read 2.8 kB of JSON for each purchase only to keep it as it was written; text is
-- kept as it comes. The readers' views still show json. Rows of up to a page stay in one piece and
-- as they are: compressing every state that passes 2 kB cost more than its bytes.
-- Lock cost: rewrites events and member_states; on a hub with a long history plan a pause for it.

drop view v_events;
drop view v_member_states;

alter table events
  alter column data type text,
  alter column decision type text;

alter table member_states alter column state type text;
alter table member_states set (toast_tuple_target = 8160);

create view v_events as
select member_id, no, source, id, type, happened_at, recorded_at, channel, store, touchpoint,
  program, data::json as data, decision::json as decision
from events;

comment on view v_events is 'Every decided event with what was decided and why.';

create view v_member_states as
select member_id, no, due_at, state::json as state from member_states;

comment on view v_member_states is 'What decisions know of a member; settled up to state.asOf.';
