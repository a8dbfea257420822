import pg from 'pg';
import type { Plant } from './run.ts';

/**
 * Bugs for the simulator to catch. Each is planted at the border of the hub, in its database or
 * its driver, so that nothing in the hub knows of them.
 */
export const PLANTS: Readonly<Record<string, Plant>> = {
  'spend-without-lock': spendWithoutLock,
  'expiry-twice': (world) => doctor(world, EXPIRY_TWICE),
  'return-twice': (world) => doctor(world, RETURN_TWICE),
  'leaving-forgotten': (world) => doctor(world, LEAVING_FORGOTTEN),
  'nobody-wins': (world) => doctor(world, NOBODY_WINS),
  'held-let-go': (world) => doctor(world, HELD_LET_GO),
  'touches-forgotten': (world) => doctor(world, TOUCHES_FORGOTTEN),
};

/** Two batches may decide for one member at the same moment, each on the old balance. */
async function spendWithoutLock(): Promise<() => void> {
  const prototype = pg.Client.prototype as unknown as { query: (...args: unknown[]) => unknown };
  const { query } = prototype;
  prototype.query = function (this: unknown, ...args: unknown[]): unknown {
    const [first, ...others] = args;
    const named = first as { name?: string; text?: string } | null;
    if (named?.name !== 'intake_lock_states') return query.call(this, ...args);
    const text = named.text?.replace('for update', '');
    return query.call(this, { ...named, text }, ...others);
  };
  return () => {
    prototype.query = query;
  };
}

async function doctor(world: Parameters<Plant>[0], sql: string): Promise<() => void> {
  await world.database.pool.query(sql);
  return () => {};
}

/** Points that expire leave the ledger twice. */
const EXPIRY_TWICE = `
  create function planted() returns trigger language plpgsql as $$
  begin
    if pg_trigger_depth() = 1 then
      new.seq := new.seq + 1000;
      insert into entries select new.*;
    end if;
    return null;
  end $$;
  create trigger planted after insert on entries
    for each row when (new.to_account = 'expired') execute function planted();`;

/** The hub forgets what of a purchase has come back, so the same goods are returned again. */
const RETURN_TWICE = `
  create function planted() returns trigger language plpgsql as $$
  begin
    return null;
  end $$;
  create trigger planted before insert or update on purchase_follow_ups
    for each row execute function planted();`;

/** The hub forgets that a member has asked to leave. */
const LEAVING_FORGOTTEN = `
  create function planted() returns trigger language plpgsql as $$
  begin
    if new.state::jsonb #>> '{slices,leaving,state}' = 'asked' then
      new.state := (new.state::jsonb #- '{slices,leaving}')::text;
    end if;
    return new;
  end $$;
  create trigger planted before insert or update on member_states
    for each row execute function planted();`;

/** The hub forgets what a member has bought in the app lately: no scene comes about. */
const TOUCHES_FORGOTTEN = `
  create function planted() returns trigger language plpgsql as $$
  begin
    if new.state::jsonb #> '{slices,touches,purchase|app}' is not null then
      new.state := (new.state::jsonb #- '{slices,touches,purchase|app}')::text;
    end if;
    return new;
  end $$;
  create trigger planted before insert or update on member_states
    for each row execute function planted();`;

/** The hub forgets that a referral waits for somebody to look at it. */
const HELD_LET_GO = `
  create function planted() returns trigger language plpgsql as $$
  begin
    if new.state::jsonb #> '{slices,referrals,f,h}' is not null then
      new.state := (new.state::jsonb #- '{slices,referrals,f,h}')::text;
    end if;
    return new;
  end $$;
  create trigger planted before insert or update on member_states
    for each row execute function planted();`;

/** A draw is made, and nobody wins. */
const NOBODY_WINS = `
  create function planted() returns trigger language plpgsql as $$
  begin
    new.won := false;
    return new;
  end $$;
  create trigger planted before update on reward_entries
    for each row execute function planted();`;
