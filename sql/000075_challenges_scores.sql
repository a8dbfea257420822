-- Scores of challenges with a leaderboard, as members' states have them, in the order in which a
-- board shows them. Who agreed to be shown stands with the member and is asked when a board is read.
create table challenge_scores (
  challenge text not null,
  member_id bigint not null,
  score bigint not null,
  reached_at timestamptz not null,
  constraint challenge_scores_pkey primary key (challenge, member_id)
);

create index challenge_scores_order on challenge_scores
  (challenge, score desc, reached_at, member_id);

create view v_challenge_scores as
select challenge, member_id, score, reached_at from challenge_scores;

comment on table challenge_scores is 'What each member has in each leaderboard; the member''s state is the truth.';
comment on view v_challenge_scores is 'What each member has in each leaderboard.';
