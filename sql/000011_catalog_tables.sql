-- Why: rules speak of categories, brands and stores, while a till sends a product number.
-- Lock cost: none, new tables.
create table stores (
  id text collate "C" primary key,
  name text not null,
  name_zh text,
  channel text,
  brand text,
  city text,
  region text,
  updated_at timestamptz not null
);

comment on table stores is 'Places where a member is met; channel is store, app, web, …';

-- A parent may come later than its children, so it is no foreign key; readers stop at a cycle.
create table categories (
  id text collate "C" primary key,
  parent text,
  name text not null,
  name_zh text,
  updated_at timestamptz not null,
  constraint categories_not_own_parent check (parent <> id)
);

create table products (
  sku text collate "C" primary key,
  name text not null,
  name_zh text,
  category text,
  brand text,
  price bigint,
  updated_at timestamptz not null,
  constraint products_price check (price >= 0)
);

comment on column products.price is 'Usual price in the smallest unit, tax included; for display.';
