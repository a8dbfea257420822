-- What a member has said yes and no to is read often and is a few events of many: an index of their
-- own finds them. It holds nothing of other events, so that a purchase pays nothing for it.
create index events_consents on events (member_id, no desc)
  where type in ('consent.given', 'consent.withdrawn');
