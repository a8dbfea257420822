-- Why: a code is used once by whoever brings it, so members share these rows. A generated pool keeps
-- its key and its size; codes of it get a row when somebody uses them. Lock cost: none, new tables.
create table coupon_pools (
  id text collate "C" primary key,
  definition text not null,
  program integer not null,
  kind text not null check (kind in ('generated', 'imported')),
  prefix text not null,
  length integer not null,
  size bigint not null check (size > 0),
  key bytea,
  created_at timestamptz not null,
  check ((kind = 'generated') = (key is not null))
);

comment on table coupon_pools is 'Pools of codes. The codes of a generated one follow from its key: number n has one code for ever. program: the version whose terms they promise.';

create table coupon_codes (
  code text collate "C" primary key,
  definition text not null,
  program integer not null,
  pool text collate "C" references coupon_pools (id),
  standing text not null check (standing in ('free', 'taken', 'used')),
  coupon text collate "C",
  until timestamptz
);

create index coupon_codes_coupon on coupon_codes (coupon) where coupon is not null;
create index coupon_codes_pool on coupon_codes (pool) where pool is not null;

comment on table coupon_codes is 'Codes that somebody holds or has used, and imported ones. coupon: the id in the holder''s hands; until: a reservation that ends by itself.';
