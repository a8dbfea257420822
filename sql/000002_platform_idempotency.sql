-- Why: a client that lost the answer to a write asks again with the same Idempotency-Key and gets the
-- first answer. A row without status is a request still running. Lock cost: none, a new table.
create table platform_idempotency (
  caller text not null,
  key text not null,
  request_hash bytea not null,
  status int,
  response text,
  created_at timestamptz not null,
  primary key (caller, key),
  constraint platform_idempotency_answered check ((status is null) = (response is null))
);

-- Clean-up takes the oldest first.
create index platform_idempotency_created_at on platform_idempotency (created_at);
