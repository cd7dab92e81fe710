/** Who took part in a poll, and the first reasons against, as a record has them beside what the poll came to (REC-1). */
import type { z } from 'zod';
import type { Participation, ReasonAgainst } from '../../rules/polls/participation.ts';
import type { tookPart } from './schema/figures.ts';
import { reasonIn } from './inline.ts';

type TookPart = {
  readonly [Part in keyof typeof tookPart]?: z.output<(typeof tookPart)[Part]>;
};

/** Nothing where the electorate was fixed without its members' kinds, or the poll was never judged. */
export const tookPartOf = (
  participation: Participation | null,
  reasons: readonly ReasonAgainst[] | null = null,
): TookPart =>
  participation === null
    ? {}
    : {
        participation,
        ...(reasons !== null && {
          reasonsAgainst: reasons.map(({ member, reason, at }) => ({
            member,
            reason: reasonIn(reason) ?? '',
            at,
          })),
        }),
      };
