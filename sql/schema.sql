-- The schema after all migrations. Generated: node scripts/dump-schema.ts

create sequence audit_writers;

create table access_attempts (
  subject bytea not null,
  failures integer not null,
  last_at timestamp with time zone not null,
  constraint access_attempts_pkey PRIMARY KEY (subject),
  constraint access_attempts_failures_check CHECK ((failures >= 0))
);

create table access_keys (
  id text not null,
  name text not null,
  secret_hash bytea not null,
  permissions text[] not null,
  store text,
  touchpoint text,
  requests_per_minute integer,
  created_at timestamp with time zone not null,
  created_by text not null,
  expires_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  revoked_by text,
  last_used_at timestamp with time zone,
  revision bigint generated always as identity not null,
  constraint access_keys_pkey PRIMARY KEY (id),
  constraint access_keys_permissions_check CHECK ((cardinality(permissions) > 0)),
  constraint access_keys_secret_hash_check CHECK ((length(secret_hash) = 32))
);

create table access_links (
  token_hash bytea not null,
  operator_id integer not null,
  ends_at timestamp with time zone not null,
  constraint access_links_pkey PRIMARY KEY (token_hash),
  constraint access_links_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES access_operators(id) ON DELETE CASCADE
);

create table access_operators (
  id integer generated always as identity not null,
  name text not null,
  email text not null,
  roles text[] not null,
  status text not null,
  password_hash text,
  password_set_at timestamp with time zone,
  totp_secret bytea,
  totp_pending bytea,
  totp_step bigint default 0 not null,
  subject text,
  created_at timestamp with time zone not null,
  created_by text not null,
  constraint access_operators_pkey PRIMARY KEY (id),
  constraint access_operators_email_key UNIQUE (email),
  constraint access_operators_status_check CHECK ((status = ANY (ARRAY['invited'::text, 'active'::text, 'disabled'::text]))),
  constraint access_operators_subject_key UNIQUE (subject)
);

create table access_recovery_codes (
  operator_id integer not null,
  code_hash bytea not null,
  constraint access_recovery_codes_pkey PRIMARY KEY (operator_id, code_hash),
  constraint access_recovery_codes_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES access_operators(id) ON DELETE CASCADE
);

create table access_sessions (
  token_hash bytea not null,
  id text not null,
  operator_id integer not null,
  method text not null,
  is_strong boolean not null,
  agent text not null,
  began_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  constraint access_sessions_pkey PRIMARY KEY (token_hash),
  constraint access_sessions_id_key UNIQUE (id),
  constraint access_sessions_method_check CHECK ((method = ANY (ARRAY['password'::text, 'sso'::text]))),
  constraint access_sessions_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES access_operators(id) ON DELETE CASCADE
);

create table access_sso_flows (
  state_hash bytea not null,
  ends_at timestamp with time zone not null,
  constraint access_sso_flows_pkey PRIMARY KEY (state_hash)
);

create table audit_alerts (
  alert_id bigint generated always as identity not null,
  at timestamp(3) with time zone not null,
  kind text not null,
  actor text not null,
  subject text,
  detail json not null,
  seen_at timestamp(3) with time zone,
  seen_by text,
  note text,
  constraint audit_alerts_pkey PRIMARY KEY (alert_id)
);

create table audit_checkpoint_chains (
  day date not null,
  writer integer not null,
  rows integer not null,
  checkpoint integer not null,
  place integer not null,
  link bytea not null,
  root bytea not null,
  edge bytea[] not null,
  constraint audit_checkpoint_chains_pkey PRIMARY KEY (day, writer, rows),
  constraint audit_checkpoint_chains_link_check CHECK ((length(link) = 32)),
  constraint audit_checkpoint_chains_root_check CHECK ((length(root) = 32)),
  constraint audit_checkpoint_chains_rows_check CHECK ((rows > 0))
);

create table audit_checkpoints (
  no integer not null,
  at timestamp(3) with time zone not null,
  previous bytea not null,
  chains integer not null,
  root bytea not null,
  key_id text not null,
  signature bytea not null,
  constraint audit_checkpoints_pkey PRIMARY KEY (no),
  constraint audit_checkpoints_chains_check CHECK ((chains > 0)),
  constraint audit_checkpoints_no_check CHECK ((no > 0)),
  constraint audit_checkpoints_previous_check CHECK ((length(previous) = 32)),
  constraint audit_checkpoints_root_check CHECK ((length(root) = 32))
);

create table audit_heads (
  day date not null,
  writer integer not null,
  rows integer not null,
  link bytea not null,
  constraint audit_heads_pkey PRIMARY KEY (day, writer),
  constraint audit_heads_link_check CHECK ((length(link) = 32)),
  constraint audit_heads_rows_check CHECK ((rows >= 0))
) with (fillfactor=50);

create table audit_log (
  day date not null,
  writer integer not null,
  no integer not null,
  at timestamp(3) with time zone not null,
  actor text not null,
  action text not null,
  subject text,
  fields json,
  reason text,
  detail json,
  link bytea not null,
  constraint audit_log_pkey PRIMARY KEY (day, writer, no),
  constraint audit_log_action_check CHECK ((action <> ''::text)),
  constraint audit_log_actor_check CHECK ((actor <> ''::text)),
  constraint audit_log_link_check CHECK ((length(link) = 32)),
  constraint audit_log_no_check CHECK ((no > 0))
);

create table benefit_counts (
  benefit text not null,
  shard smallint not null,
  granted bigint not null,
  seen bigint not null,
  used bigint not null,
  lapsed bigint not null,
  cost bigint not null,
  constraint benefit_counts_pkey PRIMARY KEY (benefit, shard)
);

create table budget_leases (
  key text not null,
  lease text not null,
  granted bigint not null,
  used bigint not null,
  constraint budget_leases_pkey PRIMARY KEY (key, lease),
  constraint budget_leases_check CHECK (((used <= granted) AND ((used >= 0) OR (lease = 'given back'::text))))
);

create table budget_pools (
  key text not null,
  points bigint not null,
  leased bigint not null,
  stopped boolean default false not null,
  constraint budget_pools_pkey PRIMARY KEY (key),
  constraint budget_pools_check CHECK (((leased >= 0) AND (leased <= points))),
  constraint budget_pools_points_check CHECK ((points > 0))
);

create table categories (
  id text not null,
  parent text,
  name text not null,
  name_zh text,
  updated_at timestamp with time zone not null,
  constraint categories_pkey PRIMARY KEY (id),
  constraint categories_not_own_parent CHECK ((parent <> id))
);

create table challenge_scores (
  challenge text not null,
  member_id bigint not null,
  score bigint not null,
  reached_at timestamp with time zone not null,
  constraint challenge_scores_pkey PRIMARY KEY (challenge, member_id)
);

create table coupon_codes (
  code text not null,
  definition text not null,
  program integer not null,
  pool text,
  standing text not null,
  coupon text,
  until timestamp with time zone,
  constraint coupon_codes_pkey PRIMARY KEY (code),
  constraint coupon_codes_pool_fkey FOREIGN KEY (pool) REFERENCES coupon_pools(id),
  constraint coupon_codes_standing_check CHECK ((standing = ANY (ARRAY['free'::text, 'taken'::text, 'used'::text])))
);

create table coupon_pools (
  id text not null,
  definition text not null,
  program integer not null,
  kind text not null,
  prefix text not null,
  length integer not null,
  size bigint not null,
  key bytea,
  created_at timestamp with time zone not null,
  constraint coupon_pools_pkey PRIMARY KEY (id),
  constraint coupon_pools_check CHECK (((kind = 'generated'::text) = (key IS NOT NULL))),
  constraint coupon_pools_kind_check CHECK ((kind = ANY (ARRAY['generated'::text, 'imported'::text]))),
  constraint coupon_pools_size_check CHECK ((size > 0))
);

create table data_exports (
  request_id bigint not null,
  member_id bigint not null,
  made_at timestamp with time zone not null,
  until timestamp with time zone not null,
  sealed bytea not null,
  constraint data_exports_pkey PRIMARY KEY (request_id)
);

create table data_requests (
  request_id bigint generated always as identity not null,
  member_id bigint not null,
  kind text not null,
  state text not null,
  asked_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  asked_by text not null,
  closed_at timestamp with time zone,
  closed_by text,
  reason text,
  warned_at timestamp with time zone,
  constraint data_requests_pkey PRIMARY KEY (request_id),
  constraint data_requests_check CHECK (((closed_at IS NULL) = (state = ANY (ARRAY['open'::text, 'ready'::text])))),
  constraint data_requests_kind_check CHECK ((kind = ANY (ARRAY['access'::text, 'export'::text, 'erase'::text, 'correct'::text]))),
  constraint data_requests_state_check CHECK ((state = ANY (ARRAY['open'::text, 'ready'::text, 'done'::text, 'refused'::text, 'expired'::text])))
);

create table demo_progress (
  only_one boolean default true not null,
  seed integer not null,
  members integer not null,
  until timestamp with time zone not null,
  position integer default 0 not null,
  refused integer default 0 not null,
  started_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  constraint demo_progress_pkey PRIMARY KEY (only_one),
  constraint demo_progress_only_one CHECK (only_one)
);

create table duplicates (
  low bigint not null,
  high bigint not null,
  state text default 'open'::text not null,
  score integer not null,
  rule text,
  evidence json not null,
  found_at timestamp with time zone not null,
  decided_at timestamp with time zone,
  decided_by text,
  constraint duplicates_pkey PRIMARY KEY (low, high),
  constraint duplicates_order CHECK ((low < high)),
  constraint duplicates_state CHECK ((state = ANY (ARRAY['open'::text, 'merged'::text, 'different'::text])))
);

create table entries (
  member_id bigint not null,
  event_no integer not null,
  seq smallint not null,
  currency text not null,
  amount bigint not null,
  from_account text not null,
  to_account text not null,
  from_lot text,
  to_lot text,
  hold text,
  active_at timestamp with time zone,
  happened_at timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  constraint entries_pkey PRIMARY KEY (member_id, event_no, seq, recorded_at),
  constraint entries_amount_check CHECK ((amount > 0)),
  constraint entries_check CHECK (((from_account = ANY (ARRAY['member'::text, 'held'::text])) = (from_lot IS NOT NULL))),
  constraint entries_check1 CHECK (((to_account = ANY (ARRAY['member'::text, 'held'::text])) = (to_lot IS NOT NULL)))
) partition by RANGE (recorded_at);

create table event_keys (
  source text not null,
  id text not null,
  member_id bigint not null,
  no integer not null,
  hash bytea not null,
  recorded_at timestamp with time zone not null,
  constraint event_keys_pkey PRIMARY KEY (source, id)
);

create table events (
  member_id bigint not null,
  no integer not null,
  source text not null,
  id text not null,
  type text not null,
  happened_at timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  channel text,
  store text,
  touchpoint text,
  program integer not null,
  data text not null,
  decision text not null,
  xact xid8 default pg_current_xact_id() not null,
  constraint events_pkey PRIMARY KEY (member_id, no, recorded_at) INCLUDE (happened_at)
) partition by RANGE (recorded_at);

create table follow_up_events (
  id text not null,
  member_id bigint not null,
  type text not null,
  happened_at timestamp with time zone not null,
  data json not null,
  made_at timestamp with time zone not null,
  refusal json,
  constraint follow_up_events_pkey PRIMARY KEY (id)
);

create table identifiers (
  kind text not null,
  blind bytea not null,
  member_id bigint not null,
  sealed bytea not null,
  verified_at timestamp with time zone,
  created_at timestamp with time zone not null,
  ended_at timestamp with time zone
);

create table match_tokens (
  token text not null,
  member_id bigint not null,
  constraint match_tokens_pkey PRIMARY KEY (token, member_id)
);

create table member_keys (
  member_id bigint not null,
  key_id text not null,
  wrapped bytea not null,
  constraint member_keys_pkey PRIMARY KEY (member_id)
);

create table member_profiles (
  member_id bigint not null,
  field text not null,
  sealed bytea,
  source text not null,
  happened_at timestamp with time zone not null,
  constraint member_profiles_pkey PRIMARY KEY (member_id, field)
);

create table member_sketches (
  member_id bigint not null,
  sketch json not null,
  learnt_at timestamp with time zone not null,
  constraint member_sketches_pkey PRIMARY KEY (member_id)
);

create table member_states (
  member_id bigint not null,
  no integer not null,
  due_at timestamp with time zone,
  state text not null,
  constraint member_states_pkey PRIMARY KEY (member_id)
) with (fillfactor=70, toast_tuple_target=8160);

create table members (
  member_id bigint generated by default as identity not null,
  status text default 'active'::text not null,
  joined_at timestamp with time zone not null,
  enrolled_source text not null,
  enrolled_id text not null,
  merged_into bigint,
  constraint members_pkey PRIMARY KEY (member_id),
  constraint members_status CHECK ((status = ANY (ARRAY['active'::text, 'left'::text, 'merged'::text, 'blocked'::text, 'erased'::text])))
);

create table offline_operations (
  till text not null,
  op text not null,
  hash text not null,
  type text not null,
  state text not null,
  conflict text,
  problems json not null,
  event json not null,
  happened_at timestamp with time zone not null,
  uploaded_at timestamp with time zone not null,
  reason text,
  constraint offline_operations_pkey PRIMARY KEY (till, op, hash),
  constraint offline_operations_state_check CHECK ((state = ANY (ARRAY['applied'::text, 'refused'::text, 'review'::text, 'accepted'::text, 'dismissed'::text])))
);

create table parked_events (
  source text not null,
  id text not null,
  purchase_source text not null,
  purchase_id text not null,
  hash bytea not null,
  fact json not null,
  parked_at timestamp with time zone not null,
  until timestamp with time zone not null,
  refusal json,
  constraint parked_events_pkey PRIMARY KEY (source, id)
);

create table platform_admin_key (
  only_one boolean default true not null,
  key_hash bytea not null,
  created_at timestamp with time zone not null,
  constraint platform_admin_key_pkey PRIMARY KEY (only_one),
  constraint platform_admin_key_key_hash_check CHECK ((length(key_hash) = 32)),
  constraint platform_admin_key_only_one_check CHECK (only_one)
);

create table platform_app_rights (
  name text not null,
  rights text not null,
  constraint platform_app_rights_pkey PRIMARY KEY (name)
);

create table platform_hub_key (
  only_one boolean default true not null,
  key bytea not null,
  constraint platform_hub_key_pkey PRIMARY KEY (only_one),
  constraint platform_hub_key_key_check CHECK ((length(key) = 32)),
  constraint platform_hub_key_only_one_check CHECK (only_one)
);

create table platform_idempotency (
  caller text not null,
  key text not null,
  request_hash bytea not null,
  status integer,
  response text,
  created_at timestamp with time zone not null,
  constraint platform_idempotency_pkey PRIMARY KEY (caller, key),
  constraint platform_idempotency_answered CHECK (((status IS NULL) = (response IS NULL)))
);

create table platform_migrations (
  version integer not null,
  name text not null,
  checksum text not null,
  breaking boolean not null,
  applied_at timestamp with time zone default now() not null,
  constraint platform_migrations_pkey PRIMARY KEY (version)
);

create table products (
  sku text not null,
  name text not null,
  name_zh text,
  category text,
  brand text,
  price bigint,
  updated_at timestamp with time zone not null,
  constraint products_pkey PRIMARY KEY (sku),
  constraint products_price CHECK ((price >= 0))
);

create table program_approvals (
  proposal_id bigint not null,
  revision integer not null,
  power text not null,
  approved_by text not null,
  approved_at timestamp with time zone not null,
  constraint program_approvals_pkey PRIMARY KEY (proposal_id, revision, power),
  constraint program_approvals_power_check CHECK ((power = ANY (ARRAY['data'::text, 'operations'::text, 'marketing'::text]))),
  constraint program_approvals_proposal_id_fkey FOREIGN KEY (proposal_id) REFERENCES program_proposals(id)
);

create table program_proposals (
  id bigint generated always as identity not null,
  revision integer default 1 not null,
  base_version integer not null,
  document json not null,
  text text not null,
  format text not null,
  note text,
  effective_from timestamp with time zone,
  author text not null,
  author_for text,
  created_at timestamp with time zone not null,
  state text default 'open'::text not null,
  version integer,
  ended_at timestamp with time zone,
  ended_by text,
  reason text,
  constraint program_proposals_pkey PRIMARY KEY (id),
  constraint program_proposals_format_check CHECK ((format = ANY (ARRAY['yaml'::text, 'json'::text]))),
  constraint program_proposals_state_check CHECK ((state = ANY (ARRAY['open'::text, 'published'::text, 'rejected'::text])))
);

create table program_versions (
  version integer not null,
  document json not null,
  text text not null,
  format text not null,
  hash text not null,
  effective_from timestamp with time zone not null,
  published_at timestamp with time zone not null,
  published_by text,
  note text,
  constraint program_versions_pkey PRIMARY KEY (version),
  constraint program_versions_format CHECK ((format = ANY (ARRAY['yaml'::text, 'json'::text]))),
  constraint program_versions_version CHECK ((version > 0))
);

create table purchase_follow_ups (
  member_id bigint not null,
  no integer not null,
  follow_up json not null,
  constraint purchase_follow_ups_pkey PRIMARY KEY (member_id, no)
);

create table quality_counts (
  day date not null,
  source text not null,
  channel text not null,
  measure text not null,
  count bigint not null,
  constraint quality_counts_pkey PRIMARY KEY (day, source, channel, measure)
);

create table quality_cursor (
  only_one boolean default true not null,
  until timestamp with time zone not null,
  constraint quality_cursor_pkey PRIMARY KEY (only_one),
  constraint quality_cursor_only_one CHECK (only_one)
);

create table quality_findings (
  kind text not null,
  source text not null,
  subject text not null,
  times bigint not null,
  first_seen timestamp with time zone not null,
  last_seen timestamp with time zone not null,
  hint text,
  constraint quality_findings_pkey PRIMARY KEY (kind, source, subject)
);

create table quality_sweeps (
  sweep integer not null,
  started_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  position bigint not null,
  members bigint not null,
  counts json not null,
  constraint quality_sweeps_pkey PRIMARY KEY (sweep)
);

create table referral_advocates (
  member_id bigint not null,
  reach text not null,
  constraint referral_advocates_pkey PRIMARY KEY (member_id)
);

create table referral_codes (
  code text not null,
  member_id bigint not null,
  at timestamp with time zone not null,
  constraint referral_codes_pkey PRIMARY KEY (code)
);

create table referral_friends (
  friend_id bigint not null,
  advocate_id bigint not null,
  referral text not null,
  at timestamp with time zone not null,
  constraint referral_friends_pkey PRIMARY KEY (friend_id)
);

create table referral_reviews (
  referral text not null,
  friend_id bigint not null,
  score integer not null,
  findings json not null,
  held_at timestamp with time zone not null,
  outcome text,
  reviewed_at timestamp with time zone,
  constraint referral_reviews_pkey PRIMARY KEY (referral)
);

create table referral_signals (
  kind text not null,
  hash text not null,
  member_id bigint not null,
  at timestamp with time zone not null,
  constraint referral_signals_pkey PRIMARY KEY (kind, hash, member_id)
);

create table reward_draws (
  seal text not null,
  reward text not null,
  seed text not null,
  drawn_at timestamp with time zone not null,
  entries integer not null,
  winners integer not null,
  constraint reward_draws_pkey PRIMARY KEY (seal)
);

create table reward_entries (
  seal text not null,
  redemption text not null,
  member_id bigint not null,
  won boolean default false not null,
  told boolean default false not null,
  constraint reward_entries_pkey PRIMARY KEY (seal, redemption)
);

create table status_counts (
  name text not null,
  value bigint not null,
  constraint status_counts_pkey PRIMARY KEY (name)
);

create table status_cursor (
  only_one boolean default true not null,
  until timestamp with time zone not null,
  constraint status_cursor_pkey PRIMARY KEY (only_one),
  constraint status_cursor_only_one CHECK (only_one)
);

create table status_movements (
  currency text not null,
  from_account text not null,
  to_account text not null,
  amount bigint not null,
  constraint status_movements_pkey PRIMARY KEY (currency, from_account, to_account)
);

create table status_pending (
  currency text not null,
  active_at timestamp with time zone not null,
  amount bigint not null,
  constraint status_pending_pkey PRIMARY KEY (currency, active_at)
);

create table status_recent (
  member_id bigint not null,
  no integer not null,
  recorded_at timestamp with time zone not null,
  constraint status_recent_pkey PRIMARY KEY (member_id, no)
);

create table stores (
  id text not null,
  name text not null,
  name_zh text,
  channel text,
  brand text,
  city text,
  region text,
  updated_at timestamp with time zone not null,
  constraint stores_pkey PRIMARY KEY (id)
);

create table touchpoint_changes (
  change bigint not null
);

create table touchpoints (
  id text not null,
  kind text not null,
  name text not null,
  name_zh text,
  store text,
  channel text,
  state text not null,
  revoked_at timestamp with time zone,
  change bigint not null,
  updated_at timestamp with time zone not null,
  constraint touchpoints_pkey PRIMARY KEY (id),
  constraint touchpoints_revoked CHECK (((state = 'revoked'::text) = (revoked_at IS NOT NULL))),
  constraint touchpoints_state CHECK ((state = ANY (ARRAY['active'::text, 'revoked'::text])))
);

create table touchpoints_seen (
  touchpoint text not null,
  last_seen timestamp with time zone not null,
  constraint touchpoints_seen_pkey PRIMARY KEY (touchpoint)
);

create table unclaimed_purchases (
  source text not null,
  id text not null,
  receipt text,
  fact json not null,
  until timestamp with time zone not null,
  constraint unclaimed_purchases_pkey PRIMARY KEY (source, id)
);

create table vault_keys (
  key_id text not null,
  made_at timestamp with time zone not null,
  constraint vault_keys_pkey PRIMARY KEY (key_id)
);

create table vault_secret (
  only_one boolean default true not null,
  key_id text not null,
  wrapped bytea not null,
  constraint vault_secret_pkey PRIMARY KEY (only_one),
  constraint vault_secret_only_one_check CHECK (only_one)
);

create table view_cursor (
  only_one boolean default true not null,
  until timestamp with time zone not null,
  constraint view_cursor_pkey PRIMARY KEY (only_one),
  constraint view_cursor_only_one CHECK (only_one)
);

create table view_portraits (
  member_id bigint not null,
  no integer not null,
  portrait text not null,
  constraint view_portraits_pkey PRIMARY KEY (member_id)
);

create view v_accepted_events as
 SELECT at,
    actor,
    (detail ->> 'events'::text)::integer AS events,
    detail ->> 'sum'::text AS sum
   FROM audit_log
  WHERE action = 'events.accept'::text;

create view v_benefit_counts as
 SELECT benefit,
    sum(granted)::bigint AS granted,
    sum(seen)::bigint AS seen,
    sum(used)::bigint AS used,
    sum(lapsed)::bigint AS lapsed,
    sum(cost)::bigint AS cost
   FROM benefit_counts
  GROUP BY benefit;

create view v_categories as
 SELECT id,
    parent
   FROM categories;

create view v_challenge_scores as
 SELECT challenge,
    member_id,
    score,
    reached_at
   FROM challenge_scores;

create view v_coupon_codes as
 SELECT code,
    definition,
    program,
    pool,
    standing,
    coupon,
    until
   FROM coupon_codes;

create view v_entries as
 SELECT member_id,
    event_no,
    seq,
    currency,
    amount,
    from_account,
    to_account,
    from_lot,
    to_lot,
    hold,
    active_at,
    happened_at,
    recorded_at
   FROM entries;

create view v_event_keys as
 SELECT source,
    id,
    member_id,
    no,
    recorded_at
   FROM event_keys;

create view v_events as
 SELECT member_id,
    no,
    source,
    id,
    type,
    happened_at,
    recorded_at,
    channel,
    store,
    touchpoint,
    program,
    data::json AS data,
    decision::json AS decision
   FROM events;

create view v_identifier_kinds as
 SELECT member_id,
    kind
   FROM identifiers
  WHERE ended_at IS NULL;

create view v_lot_movements as
 SELECT entries.member_id,
    entries.event_no,
    entries.seq,
    entries.currency,
    entries.to_lot AS lot,
    entries.to_account AS account,
    entries.from_account AS other,
    entries.amount,
    entries.active_at,
    entries.happened_at,
    entries.recorded_at
   FROM entries
  WHERE entries.to_lot IS NOT NULL
UNION ALL
 SELECT entries.member_id,
    entries.event_no,
    entries.seq,
    entries.currency,
    entries.from_lot AS lot,
    entries.from_account AS account,
    entries.to_account AS other,
    - entries.amount AS amount,
    entries.active_at,
    entries.happened_at,
    entries.recorded_at
   FROM entries
  WHERE entries.from_lot IS NOT NULL;

create view v_member_states as
 SELECT member_id,
    no,
    due_at,
    state::json AS state
   FROM member_states;

create view v_members as
 SELECT member_id,
    status,
    joined_at
   FROM members;

create view v_parked_events as
 SELECT source,
    id,
    fact,
    parked_at,
    until,
    refusal
   FROM parked_events;

create view v_referral_reviews as
 SELECT r.referral,
    r.friend_id,
    f.advocate_id,
    r.score,
    r.findings,
    r.held_at,
    r.outcome,
    r.reviewed_at
   FROM referral_reviews r
     LEFT JOIN referral_friends f ON f.friend_id = r.friend_id;

create view v_stores as
 SELECT id,
    name,
    channel
   FROM stores;

create view v_unclaimed_purchases as
 SELECT source,
    id,
    fact,
    until
   FROM unclaimed_purchases;

CREATE INDEX access_links_operator ON public.access_links USING btree (operator_id);

CREATE INDEX access_sessions_operator ON public.access_sessions USING btree (operator_id);

CREATE INDEX audit_alerts_open ON public.audit_alerts USING btree (alert_id) WHERE (seen_at IS NULL);

CREATE UNIQUE INDEX audit_checkpoint_chains_place ON public.audit_checkpoint_chains USING btree (checkpoint, place);

CREATE INDEX audit_log_action ON public.audit_log USING btree (action, at);

CREATE INDEX audit_log_actor ON public.audit_log USING btree (actor, at);

CREATE INDEX audit_log_at ON public.audit_log USING btree (at, day, writer, no);

CREATE INDEX audit_log_subject ON public.audit_log USING btree (subject, at) WHERE (subject IS NOT NULL);

CREATE INDEX challenge_scores_order ON public.challenge_scores USING btree (challenge, score DESC, reached_at, member_id);

CREATE INDEX coupon_codes_coupon ON public.coupon_codes USING btree (coupon) WHERE (coupon IS NOT NULL);

CREATE INDEX coupon_codes_pool ON public.coupon_codes USING btree (pool) WHERE (pool IS NOT NULL);

CREATE INDEX data_exports_until ON public.data_exports USING btree (until);

CREATE INDEX data_requests_closed ON public.data_requests USING btree (closed_at) WHERE (closed_at IS NOT NULL);

CREATE INDEX data_requests_due ON public.data_requests USING btree (due_at) WHERE (closed_at IS NULL);

CREATE UNIQUE INDEX data_requests_open ON public.data_requests USING btree (member_id, kind) WHERE (state = 'open'::text);

CREATE INDEX duplicates_open ON public.duplicates USING btree (score DESC, low, high) WHERE (state = 'open'::text);

CREATE INDEX entries_recorded_at ON ONLY public.entries USING brin (recorded_at) WITH (autosummarize='on');

CREATE INDEX events_consents ON ONLY public.events USING btree (member_id, no DESC) WHERE (type = ANY (ARRAY['consent.given'::text, 'consent.withdrawn'::text]));

CREATE INDEX events_recorded_at ON ONLY public.events USING brin (recorded_at) WITH (autosummarize='on');

CREATE INDEX follow_up_events_waiting ON public.follow_up_events USING btree (made_at) WHERE (refusal IS NULL);

CREATE INDEX identifiers_member_id ON public.identifiers USING btree (member_id);

CREATE UNIQUE INDEX identifiers_owner ON public.identifiers USING btree (kind, blind) WHERE (ended_at IS NULL);

CREATE INDEX match_tokens_member_id ON public.match_tokens USING btree (member_id);

CREATE INDEX member_states_due_at ON public.member_states USING btree (due_at) WHERE (due_at IS NOT NULL);

CREATE INDEX offline_operations_conflicts ON public.offline_operations USING btree (uploaded_at, till, op) WHERE (conflict IS NOT NULL);

CREATE INDEX offline_operations_open ON public.offline_operations USING btree (uploaded_at, till, op) WHERE (state = 'review'::text);

CREATE INDEX parked_events_purchase ON public.parked_events USING btree (purchase_source, purchase_id) WHERE (refusal IS NULL);

CREATE INDEX parked_events_until ON public.parked_events USING btree (until) WHERE (refusal IS NULL);

CREATE INDEX platform_idempotency_created_at ON public.platform_idempotency USING btree (created_at);

CREATE INDEX program_proposals_open ON public.program_proposals USING btree (id) WHERE (state = 'open'::text);

CREATE UNIQUE INDEX program_versions_effective_from ON public.program_versions USING btree (effective_from);

CREATE INDEX referral_codes_member ON public.referral_codes USING btree (member_id);

CREATE INDEX referral_friends_advocate ON public.referral_friends USING btree (advocate_id, at DESC);

CREATE INDEX referral_reviews_friend ON public.referral_reviews USING btree (friend_id);

CREATE INDEX referral_reviews_open ON public.referral_reviews USING btree (held_at, referral) WHERE (outcome IS NULL);

CREATE INDEX referral_signals_member ON public.referral_signals USING btree (member_id);

CREATE INDEX reward_entries_by_redemption ON public.reward_entries USING btree (redemption);

CREATE INDEX reward_entries_member ON public.reward_entries USING btree (member_id);

CREATE UNIQUE INDEX touchpoint_changes_one ON public.touchpoint_changes USING btree ((true));

CREATE INDEX touchpoints_change ON public.touchpoints USING btree (change);

CREATE INDEX unclaimed_purchases_receipt ON public.unclaimed_purchases USING btree (receipt) WHERE (receipt IS NOT NULL);

CREATE INDEX unclaimed_purchases_until ON public.unclaimed_purchases USING btree (until);

CREATE OR REPLACE FUNCTION public.audit_append(now timestamp with time zone, actors text[], actions text[], subjects text[], fields text[], reasons text[], details text[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
$function$
;

CREATE OR REPLACE FUNCTION public.audit_content(entry audit_log)
 RETURNS text
 LANGUAGE sql
 STABLE
RETURN (((((((((audit_part(to_char(((entry).day)::timestamp with time zone, 'YYYY-MM-DD'::text)) || audit_part(((entry).writer)::text)) || audit_part(((entry).no)::text)) || audit_part((((EXTRACT(epoch FROM (entry).at) * (1000)::numeric))::bigint)::text)) || audit_part((entry).actor)) || audit_part((entry).action)) || audit_part((entry).subject)) || audit_part(((entry).fields)::text)) || audit_part((entry).reason)) || audit_part(((entry).detail)::text))
;

CREATE OR REPLACE FUNCTION public.audit_only_forward()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if new.rows > old.rows and new.day = old.day and new.writer = old.writer then return new; end if;
  raise exception 'a chain of the access log only grows' using errcode = 'insufficient_privilege';
end
$function$
;

CREATE OR REPLACE FUNCTION public.audit_part(part text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
RETURN (COALESCE(((octet_length(part) || ':'::text) || part), '-'::text) || ','::text)
;

CREATE OR REPLACE FUNCTION public.audit_refuse()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception '% is append-only', tg_table_name
    using errcode = 'insufficient_privilege', hint = 'The access log can neither be changed nor shortened.';
end
$function$
;

CREATE OR REPLACE FUNCTION public.ensure_month_partitions(first_day date, months integer)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
$function$
;

CREATE OR REPLACE FUNCTION public.platform_grant_app(app name)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  kept platform_app_rights;
begin
  execute format('grant create, temporary on database %I to %I', current_database(), app);
  execute format('grant usage on schema public to %I', app);
  execute format('grant select, insert, update, delete on all tables in schema public to %I', app);
  execute format('grant select, usage, update on all sequences in schema public to %I', app);
  for kept in select * from platform_app_rights where to_regclass(name) is not null loop
    if kept.rights = 'owner' then
      execute format('alter table %I owner to %I', kept.name, app);
    else
      execute format('revoke all on %I from %I', kept.name, app);
      if kept.rights <> '' then
        execute format('grant %s on %I to %I', kept.rights, kept.name, app);
      end if;
    end if;
  end loop;
  execute format('revoke all on sequence audit_writers from %I', app);
  -- Background work keeps its own schema; where it was made by the owner, the hub goes on in it.
  if exists (select from pg_namespace n join pg_roles r on r.oid = n.nspowner
              where n.nspname = 'graphile_worker' and r.rolname = current_user) then
    execute format('grant usage, create on schema graphile_worker to %I', app);
    execute format('grant all on all tables in schema graphile_worker to %I', app);
    execute format('grant all on all sequences in schema graphile_worker to %I', app);
  end if;
end
$function$
;

CREATE TRIGGER audit_checkpoint_chains_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit_checkpoint_chains FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

CREATE TRIGGER audit_checkpoints_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit_checkpoints FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

CREATE TRIGGER audit_heads_grow BEFORE UPDATE ON public.audit_heads FOR EACH ROW EXECUTE FUNCTION audit_only_forward();

CREATE TRIGGER audit_heads_stay BEFORE DELETE OR TRUNCATE ON public.audit_heads FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

CREATE TRIGGER audit_log_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit_log FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
