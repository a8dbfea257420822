-- A member who has left is still known: what was bought may come back, and the member too.
alter table members drop constraint members_status;
alter table members add constraint members_status
  check (status in ('active', 'left', 'blocked', 'erased'));
