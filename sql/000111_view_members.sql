-- Why: lists of members are read from outside their room, which shows what may be read as a view.
-- Lock cost: none, a new view.
create view v_members as
  select member_id, status, joined_at from members;
