-- Why: who reads a member's coupons wants the codes that were given to them. Lock cost: none, a new
-- view.
create view v_coupon_codes as
  select code, definition, program, pool, standing, coupon, until from coupon_codes;

comment on view v_coupon_codes is 'The codes of coupons, for reading.';
