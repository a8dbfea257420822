import type { Problem } from '../../kernel/problem.ts';
import { deskOf } from '../catalog/index.ts';
import type { Intake } from '../intake/index.ts';

/** A coupon for many members. */
export interface IssueMany {
  /** Names the whole for ever: sent again, nobody gets a second one. */
  readonly id: string;
  readonly members: readonly unknown[];
  readonly reason?: string;
}

/** Gives a coupon to each of these members, once; who cannot have one is told with the reason. */
export async function issueMany(
  intake: Intake,
  coupon: string,
  { id, members, reason }: IssueMany,
  by: string,
) {
  const results = await intake.submit(
    members.map((member, index) => ({
      ...{ type: 'coupon.issue', id: `${id}/${index}`, member },
      data: { coupon, ...(reason !== undefined && { reason }) },
    })),
    deskOf(by),
  );
  const refused: ({ index: number } & Problem)[] = [];
  let issued = 0;
  let again = 0;
  for (const [index, result] of results.entries()) {
    if (!result.ok) refused.push({ index, ...(result.problems[0] as Problem) });
    else if (result.answer.duplicate) again += 1;
    else issued += 1;
  }
  return { issued, again, refused };
}
