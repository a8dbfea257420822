-- Why: who owns a table can do everything with it, and the hub need not. A hub that works under
-- another role than the owner of its tables may read and write them, but not bend the access log.
-- Lock cost: none, a new table and functions.
create table platform_app_rights (
  name text primary key,
  rights text not null
);

comment on table platform_app_rights is 'What the role of the hub may do with a table, where it is not to read and write it: rights as grant takes them, '''' for none, owner where the hub itself ends the table.';

insert into platform_app_rights (name, rights) values
  ('platform_app_rights', 'select'),
  ('platform_migrations', 'select'),
  ('identifiers_plain', 'owner'),
  ('audit_log', 'select'),
  ('audit_heads', 'select'),
  ('audit_checkpoints', 'select, insert'),
  ('audit_checkpoint_chains', 'select, insert'),
  ('audit_alerts', 'select, insert, update');

-- Partitions are made by the owner of the tables, whoever asks for them.
alter function ensure_month_partitions(date, integer)
  security definer set search_path = public, pg_temp;

create function platform_grant_app(app name) returns void
language plpgsql set search_path = public, pg_temp
as $$
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
$$;

comment on function platform_grant_app(name) is 'Gives the role of the hub what it needs and no more. The owner of the tables calls it after each migration.';
