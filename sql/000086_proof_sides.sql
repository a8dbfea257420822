-- Why: a proof compares what lies beside the events member by member, and reads it by member.
-- Few are written: a code for each advocate, a review for each doubt, an entry for each draw. Lock
-- cost: each index holds up writes to its table while it is made, which is short.
create index referral_codes_member on referral_codes (member_id);
create index referral_reviews_friend on referral_reviews (friend_id);
create index reward_entries_member on reward_entries (member_id);
