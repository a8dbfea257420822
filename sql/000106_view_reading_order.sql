-- Why: a member's timeline is read in the order of business time. With happened_at inside the key's
-- index, that order comes from a few index pages of that member, however many events there are, and
-- the intake writes no further index. Lock cost: the key of events is built anew, once; the table is
-- empty here or short. A hub with a long past should run this while it is stopped.
alter table events drop constraint events_pkey;
alter table events add constraint events_pkey
  primary key (member_id, no, recorded_at) include (happened_at);
