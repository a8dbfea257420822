-- Why: two rows may turn out to be one person. The merged row stays and says who answers for it, so
-- that its old id is still known, and so that a merge can be undone.
-- Lock cost: short; the check of a status reads the members once.
alter table members add column merged_into bigint;
alter table members drop constraint members_status;
alter table members add constraint members_status
  check (status in ('active', 'left', 'merged', 'blocked', 'erased'));

comment on column members.merged_into is 'The member who answers for this one since they were merged; its own identifiers stay with it.';
