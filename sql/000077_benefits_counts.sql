-- What became of each benefit, counted as it happens. A benefit has several rows, which are added
-- up: batches that run side by side count in different ones, so that none waits for another.
create table benefit_counts (
  benefit text not null,
  shard smallint not null,
  granted bigint not null,
  seen bigint not null,
  used bigint not null,
  lapsed bigint not null,
  cost bigint not null,
  constraint benefit_counts_pkey primary key (benefit, shard)
);

create view v_benefit_counts as
select benefit, sum(granted)::bigint as granted, sum(seen)::bigint as seen,
  sum(used)::bigint as used, sum(lapsed)::bigint as lapsed, sum(cost)::bigint as cost
from benefit_counts group by benefit;
