/** Who took part in a poll, and the first reasons against, computed again; and whether they agree with the result beside them (VOT-5). */
import type { Charter } from '../../charter/types.ts';
import {
  firstReasons,
  mostReasons,
  ofBoth,
  type Participation,
  participationOf,
  participationWords,
  type Present,
} from '../../rules/polls/participation.ts';
import type { LastAnswers } from '../answers/standing.ts';
import type { Answer } from '../parts/evidence-entries.ts';
import type { RecordDocument } from '../parts/records.ts';
import { tookPartOf } from '../parts/took-part.ts';
import { type Check, counted, passed } from './check.ts';
import { type Difference, inRecord } from './difference.ts';

interface Assuming {
  /** Null where no answer is assumed. */
  readonly offline: Charter['offline'] | null;
  readonly recused: number;
}

/** As the evidence gives it; null of an electorate without its members' kinds. */
export const participationAgain = (
  present: Present & { readonly agents?: Present },
  assuming: Assuming,
): Participation | null =>
  present.agents === undefined ? null : participationOf(present, present.agents, assuming);

/** The same with the first reasons of the votes against. */
export const tookPartAgain = (
  present: Present & { readonly agents?: Present },
  last: LastAnswers<Answer>,
  assuming: Assuming,
) => tookPartOf(participationAgain(present, assuming), firstReasons(against(last)));

function* against(last: LastAnswers<Answer>) {
  for (const { choice, elector: member, reason, at } of last.values())
    if (choice === 'against' && reason !== null) yield { member, reason, at };
}

/** What a poll came to, as far as who took part must agree with it. */
interface Result {
  readonly electorate: number;
  readonly participating: number;
  readonly represented: number;
  /** Votes against; left out where there are none. */
  readonly against?: number;
}

interface Told {
  readonly participation?: Participation | undefined;
  readonly reasonsAgainst?: readonly unknown[] | undefined;
}

/** From the record alone: each of the electorate stands in one place, and no more reasons against than votes. */
export function* tookPartDifferences(
  pointer: string,
  { participation, reasonsAgainst: reasons = [] }: Told,
  result: Result | null,
): Generator<Difference> {
  if ((reasons.length > 0 && participation === undefined) || (participation !== undefined && result === null))
    yield inRecord(
      pointer,
      'tells who took part or why not, but not what it came to, or the other way round',
    );
  if (participation === undefined || result === null) return;
  const { counted: inPerson, represented, assumed, absent } = participation;
  const { electorate, participating } = result;
  const due = [
    ['represented', ofBoth(represented), result.represented],
    ['counted or assumed', ofBoth(inPerson) + ofBoth(assumed), participating - result.represented],
    ['absent', ofBoth(absent), electorate - participating],
  ] as const;
  for (const [name, told, follows] of due)
    if (told !== follows)
      yield inRecord(
        `${pointer}/participation`,
        `has ${told} ${name}, but ${follows} of the ${electorate} were (VOT-5)`,
      );
  const most = Math.min(mostReasons, result.against ?? 0);
  if (reasons.length > most)
    yield inRecord(
      `${pointer}/reasonsAgainst`,
      `has ${reasons.length} reasons, but ${most} at most stand there (VOT-7)`,
    );
}

/** Of each poll that its outcome came from, in words: who took part, and how many reasons against stand beside it. */
export const participationChecks = (record: RecordDocument): readonly Check[] =>
  judgedIn(record).flatMap(({ what, participation, reasonsAgainst }) => {
    if (participation === undefined) return [];
    const reasons = reasonsAgainst === undefined ? '' : ` ${reasonsWords(reasonsAgainst.length)}`;
    return passed(
      'participation',
      `Who took part in ${what}: ${participationWords(participation)}.${reasons}`,
    );
  });

const reasonsWords = (reasons: number): string =>
  reasons === 0
    ? 'Nobody gave a reason against.'
    : `Beside its result ${reasons === 1 ? 'stands' : 'stand'} ${counted(reasons, 'reason')} against.`;

interface Judged extends Told {
  readonly what: string;
}

/** Of a proposal the votes, or where there was none the last round; of others each poll that was judged. */
function judgedIn(record: RecordDocument): Judged[] {
  switch (record.kind) {
    case 'proposal': {
      const { rounds, votes } = record;
      return votes.length > 0
        ? votes.map((vote) => ({ ...vote, what: `vote ${vote.vote}` }))
        : rounds.slice(-1).map((round) => ({ ...round, what: `round ${round.round}` }));
    }
    case 'emergency': {
      const { override, ratification } = record.polls;
      return [
        ...override.map((poll, place) => ({ ...poll, what: `override ${place + 1}` })),
        ...ratification.map((poll, place) => ({ ...poll, what: `ratification ${place + 1}` })),
      ];
    }
    case 'conflict':
      return [
        ...(record.remedies === null ? [] : [{ ...record.remedies, what: 'the ranking of remedies' }]),
        ...(record.vote === null ? [] : [{ ...record.vote, what: 'the vote on the remedy' }]),
      ];
    default:
      return [];
  }
}
