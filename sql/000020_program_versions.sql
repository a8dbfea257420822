-- Why: the program is published as a whole, and every decision names the version that made it, so
-- versions are only ever added. Lock cost: none, a new table.
create table program_versions (
  -- 1, 2, 3, … without gaps: of two who publish at once, one finds the number taken.
  version integer primary key,
  -- `json`, not `jsonb`: the order of keys is kept, so that every process compiles the same program.
  document json not null,
  -- As it was written, with its comments.
  text text not null,
  format text not null,
  -- sha256 of the document with its keys in order: the same meaning has the same hash.
  hash text not null,
  -- From when on events are decided by it; the first one since ever (`-infinity`).
  effective_from timestamptz not null,
  published_at timestamptz not null,
  published_by text,
  note text,
  constraint program_versions_version check (version > 0),
  constraint program_versions_format check (format in ('yaml', 'json'))
);

comment on table program_versions is 'Every program ever published; rows are never changed.';
comment on column program_versions.effective_from is 'Business time; rises with the version.';

-- No two versions may begin at the same moment: which one would decide?
create unique index program_versions_effective_from on program_versions (effective_from);
