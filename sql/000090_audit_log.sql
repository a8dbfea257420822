-- Why: who looked at whom, and who changed what, must stay readable even by those who would rather
-- have it gone. Rows are chained by hashes, one chain per writer and day: a transaction takes any
-- chain of the day that nobody holds, so nobody waits. Only audit_append writes, as the owner of the
-- tables; whoever may call it may neither change nor remove a row. Lock cost: none, new tables.
create table audit_log (
  day date not null,
  writer integer not null,
  no integer not null check (no > 0),
  at timestamptz(3) not null,
  actor text not null check (actor <> ''),
  action text not null check (action <> ''),
  subject text,
  fields json,
  reason text,
  detail json,
  link bytea not null check (length(link) = 32),
  primary key (day, writer, no)
);

create index audit_log_at on audit_log (at, day, writer, no);
create index audit_log_actor on audit_log (actor, at);
create index audit_log_action on audit_log (action, at);
create index audit_log_subject on audit_log (subject, at) where subject is not null;

comment on table audit_log is 'Who read or changed what, and why. Append only, by audit_append. (day, writer) is a chain, no counts its rows without gaps; link binds a row to all before it.';

create table audit_heads (
  day date not null,
  writer integer not null,
  rows integer not null check (rows >= 0),
  link bytea not null check (length(link) = 32),
  primary key (day, writer)
) with (fillfactor = 50);

comment on table audit_heads is 'Where each chain of audit_log ends.';

create sequence audit_writers as integer cycle;

create table audit_checkpoints (
  no integer primary key check (no > 0),
  at timestamptz(3) not null,
  previous bytea not null check (length(previous) = 32),
  chains integer not null check (chains > 0),
  root bytea not null check (length(root) = 32),
  key_id text not null,
  signature bytea not null
);

comment on table audit_checkpoints is 'Signed sums of the log, made to be kept elsewhere too. previous: hash of the one before; root: Merkle root (RFC 6962) over its rows in audit_checkpoint_chains.';

create table audit_checkpoint_chains (
  day date not null,
  writer integer not null,
  rows integer not null check (rows > 0),
  checkpoint integer not null,
  place integer not null,
  link bytea not null check (length(link) = 32),
  root bytea not null check (length(root) = 32),
  edge bytea[] not null,
  primary key (day, writer, rows)
);

create unique index audit_checkpoint_chains_place on audit_checkpoint_chains (checkpoint, place);

comment on table audit_checkpoint_chains is 'How far each chain had come at a checkpoint. root: Merkle root over the chain''s rows; edge: roots of its full subtrees, from which the next root grows.';

create table audit_alerts (
  alert_id bigint generated always as identity primary key,
  at timestamptz(3) not null,
  kind text not null,
  actor text not null,
  subject text,
  detail json not null,
  seen_at timestamptz(3),
  seen_by text,
  note text
);

create index audit_alerts_open on audit_alerts (alert_id) where seen_at is null;

comment on table audit_alerts is 'What somebody should look at: a break-glass read, a log that was bent. Raising and seeing one are rows of audit_log as well.';

-- A part of a row as it is hashed: its length in bytes and itself, so that no two rows look alike.
create function audit_part(part text) returns text
language sql immutable
return coalesce(octet_length(part) || ':' || part, '-') || ',';

-- What is hashed of a row; core/content.ts says the same in TypeScript.
create function audit_content(entry audit_log) returns text
language sql stable
return audit_part(to_char(entry.day, 'YYYY-MM-DD')) || audit_part(entry.writer::text) || audit_part(entry.no::text)
  || audit_part((extract(epoch from entry.at) * 1000)::bigint::text)
  || audit_part(entry.actor) || audit_part(entry.action) || audit_part(entry.subject)
  || audit_part(entry.fields::text) || audit_part(entry.reason) || audit_part(entry.detail::text);

-- Appends rows to a chain that nobody holds; the chain is held until the transaction ends.
create function audit_append(
  now timestamptz, actors text[], actions text[], subjects text[],
  fields text[], reasons text[], details text[]
) returns void
language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  today date := (now at time zone 'UTC')::date;
  head audit_heads;
  entry audit_log;
begin
  if cardinality(actors) = 0 then return; end if;
  select h.* into head from audit_heads h where h.day = today
   order by h.writer limit 1 for update skip locked;
  if not found then
    insert into audit_heads (day, writer, rows, link)
    values (today, nextval('audit_writers'), 0, decode(repeat('00', 32), 'hex'))
    returning * into head;
  end if;
  for place in 1 .. cardinality(actors) loop
    head.rows := head.rows + 1;
    entry := (today, head.writer, head.rows, now, actors[place], actions[place], subjects[place],
      fields[place]::json, reasons[place], details[place]::json, null);
    head.link := sha256('\x02'::bytea || head.link
      || sha256('\x00'::bytea || convert_to(audit_content(entry), 'UTF8')));
    entry.link := head.link;
    insert into audit_log values (entry.*);
  end loop;
  update audit_heads h set rows = head.rows, link = head.link
   where h.day = head.day and h.writer = head.writer;
end
$$;

comment on function audit_append is 'The only way into audit_log: the arrays have an item per row. Runs as the owner of the log.';

-- Who owns the tables may do everything; these refuse at least what nobody does by mistake.
create function audit_refuse() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name
    using errcode = 'insufficient_privilege', hint = 'The access log can neither be changed nor shortened.';
end
$$;

create function audit_only_forward() returns trigger language plpgsql as $$
begin
  if new.rows > old.rows and new.day = old.day and new.writer = old.writer then return new; end if;
  raise exception 'a chain of the access log only grows' using errcode = 'insufficient_privilege';
end
$$;

create trigger audit_log_append_only before update or delete or truncate on audit_log
  for each statement execute function audit_refuse();
create trigger audit_checkpoints_append_only before update or delete or truncate on audit_checkpoints
  for each statement execute function audit_refuse();
create trigger audit_checkpoint_chains_append_only
  before update or delete or truncate on audit_checkpoint_chains
  for each statement execute function audit_refuse();
create trigger audit_heads_stay before delete or truncate on audit_heads
  for each statement execute function audit_refuse();
create trigger audit_heads_grow before update on audit_heads
  for each row execute function audit_only_forward();
