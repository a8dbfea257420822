-- Why: stock and uses of a coupon come back when a redemption is called off. What was given back is a
-- lease of its own below zero, so that the sum of `used` stays what was really taken. Lock cost: a
-- short lock on a small table.
alter table budget_leases drop constraint budget_leases_check;
alter table budget_leases add constraint budget_leases_check
  check (used <= granted and (used >= 0 or lease = 'given back'));
