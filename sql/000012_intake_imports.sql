-- Why: an import that is killed goes on near where it stopped. The events' own ids keep it from
-- doubling; this row only saves the time. Lock cost: none, a new table.
create table imports (
  -- Fingerprint of the file and of its mapping.
  import_key text primary key,
  file_name text not null,
  rows_done bigint not null,
  finished boolean not null,
  updated_at timestamptz not null
);
