-- Why: a draw is closed over all its entries, whoever made them, and what it gave must stay the same
-- however often it is asked for. A draw is named by the seal that its program shows. Lock cost: none,
-- the tables are new.
create table reward_entries (
  seal text not null,
  redemption text not null,
  member_id bigint not null,
  won boolean not null default false,
  told boolean not null default false,
  primary key (seal, redemption)
);

create index reward_entries_by_redemption on reward_entries (redemption);

create table reward_draws (
  seal text primary key,
  reward text not null,
  seed text not null,
  drawn_at timestamptz not null,
  entries integer not null,
  winners integer not null
);
