-- Why: nobody changes the program alone. A proposed change waits for the approval of each power
-- whose section it touches; what was approved is what is published. Lock cost: none, new tables.
create table program_proposals (
  id bigint generated always as identity primary key,
  revision integer not null default 1,
  base_version integer not null,
  document json not null,
  text text not null,
  format text not null check (format in ('yaml', 'json')),
  note text,
  effective_from timestamptz,
  author text not null,
  author_for text,
  created_at timestamptz not null,
  state text not null default 'open' check (state in ('open', 'published', 'rejected')),
  version integer,
  ended_at timestamptz,
  ended_by text,
  reason text
);

create index program_proposals_open on program_proposals (id) where state = 'open';

create table program_approvals (
  proposal_id bigint not null references program_proposals (id),
  revision integer not null,
  power text not null check (power in ('data', 'operations', 'marketing')),
  approved_by text not null,
  approved_at timestamptz not null,
  primary key (proposal_id, revision, power)
);

comment on table program_proposals is 'Proposed changes of the program. revision: counts the rebases; author_for: who made the key that proposed it.';
comment on table program_approvals is 'Who approved which revision of a proposal for which power.';
