-- The books: events with their decisions, the entries they caused, and each member's state.
-- Why this shape: PostgreSQL charges for rows and index entries, so one purchase is one event row
-- (it carries its decision and trace and is the outbox at once), one key row, one row per movement
-- and one state row. Events and entries are laid by the month in which they were recorded, so that
-- old months can be archived and dropped; keys and states are small and stay. No lock cost: new tables.

create table events (
  member_id bigint not null,
  no integer not null,
  source text not null,
  id text not null,
  type text not null,
  happened_at timestamptz not null,
  recorded_at timestamptz not null,
  channel text,
  store text,
  touchpoint text,
  program integer not null,
  data json not null,
  decision json not null,
  xact xid8 not null default pg_current_xact_id(),
  primary key (member_id, no, recorded_at)
) partition by range (recorded_at);

comment on table events is 'Every fact, with what was decided and why. Append only. (member_id, no) counts a member''s events without gaps.';
comment on column events.xact is 'Outbox readers take rows below pg_snapshot_xmin(pg_current_snapshot()): numbers are given before commit, this order is safe.';

create table events_other partition of events default;
create index events_recorded_at on events using brin (recorded_at);

create table entries (
  member_id bigint not null,
  event_no integer not null,
  seq smallint not null,
  currency text not null,
  amount bigint not null check (amount > 0),
  from_account text not null,
  to_account text not null,
  from_lot text,
  to_lot text,
  hold text,
  active_at timestamptz,
  happened_at timestamptz not null,
  recorded_at timestamptz not null,
  primary key (member_id, event_no, seq, recorded_at),
  check ((from_account in ('member', 'held')) = (from_lot is not null)),
  check ((to_account in ('member', 'held')) = (to_lot is not null))
) partition by range (recorded_at);

comment on table entries is 'Double entry: each row moves an amount from one account to another, so every movement sums to zero. Append only.';

create table entries_other partition of entries default;

create table event_keys (
  source text collate "C" not null,
  id text collate "C" not null,
  member_id bigint not null,
  no integer not null,
  hash bytea not null,
  recorded_at timestamptz not null,
  primary key (source, id)
);

comment on table event_keys is 'Is this event (or with source "receipt", this receipt) known? Kept for ever, keyed by the thing itself. no 0: waits in unclaimed_purchases or parked_events.';

create table member_states (
  member_id bigint primary key,
  no integer not null,
  due_at timestamptz,
  state json not null
) with (fillfactor = 70);

create index member_states_due_at on member_states (due_at) where due_at is not null;

comment on table member_states is 'What a decision needs to know of a member, rebuilt and compared by hachi verify. due_at: when something next falls due.';

create table purchase_follow_ups (
  member_id bigint not null,
  no integer not null,
  follow_up json not null,
  primary key (member_id, no)
);

comment on table purchase_follow_ups is 'What happened to a purchase since: returns, clawbacks, spends. Only purchases to which something happened.';

create table parked_events (
  source text collate "C" not null,
  id text collate "C" not null,
  purchase_source text collate "C" not null,
  purchase_id text collate "C" not null,
  hash bytea not null,
  fact json not null,
  parked_at timestamptz not null,
  until timestamptz not null,
  refusal json,
  primary key (source, id)
);

create index parked_events_purchase on parked_events (purchase_source, purchase_id) where refusal is null;
create index parked_events_until on parked_events (until) where refusal is null;

comment on table parked_events is 'Returns that came before their purchase. refusal is set when the window ended, or when the purchase refused them.';

create table unclaimed_purchases (
  source text collate "C" not null,
  id text collate "C" not null,
  receipt text collate "C",
  fact json not null,
  until timestamptz not null,
  primary key (source, id)
);

create index unclaimed_purchases_receipt on unclaimed_purchases (receipt) where receipt is not null;
create index unclaimed_purchases_until on unclaimed_purchases (until);

comment on table unclaimed_purchases is 'Purchases without a member, to be claimed once within the window.';

create table budget_pools (
  key text collate "C" primary key,
  points bigint not null check (points > 0),
  leased bigint not null check (leased between 0 and points),
  stopped boolean not null default false
);

create table budget_leases (
  key text collate "C" not null,
  lease text collate "C" not null,
  granted bigint not null,
  used bigint not null check (used between 0 and granted),
  primary key (key, lease)
);

comment on table budget_pools is 'A budget (with its period: gifts@20454) and how much of it is leased out. Workers consume leases, so nobody queues at one hot row.';
comment on table budget_leases is 'What a worker may pay without asking. Sum of used = points really paid; granted minus used can be recalled.';

create function ensure_month_partitions(first_day date, months integer) returns void
language plpgsql as $$
declare
  month date;
  parent text;
begin
  for step in 0 .. months - 1 loop
    month := (date_trunc('month', first_day) + make_interval(months => step))::date;
    foreach parent in array array['events', 'entries'] loop
      if to_regclass(format('%s_%s', parent, to_char(month, 'YYYYMM'))) is null then
        execute format(
          'create table %I partition of %I for values from (%L) to (%L)',
          parent || '_' || to_char(month, 'YYYYMM'), parent,
          month::timestamp at time zone 'UTC',
          (month + interval '1 month')::timestamp at time zone 'UTC');
      end if;
    end loop;
  end loop;
exception
  -- Rows of that month already lie in the default partition: they stay there, which is only slower.
  when check_violation then null;
end
$$;

comment on function ensure_month_partitions(date, integer) is 'Makes the monthly partitions of events and entries from a day on. Called at start and daily.';
