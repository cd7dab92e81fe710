/** Who took part in a decision, in words, before its outcome; and where every reason against stands (VOT-5, VOT-7). */
import { z } from 'zod';
import { type Participation, participationWords } from '../../rules/polls/participation.ts';
import { type Fields, fieldsOf } from '../council.ts';
import { quote } from '../words.ts';

export const tookPartSchema = z
  .array(z.unknown())
  .describe(
    'Who took part in each poll that it came from, people and agents apart: in person, represented, assumed to abstain, absent',
  );

/** One sentence for each poll that was judged; of a vote on a remedy that is open, as it stands. */
export const tookPart = (state: Fields): unknown[] =>
  [...pollsIn(state)].flatMap(({ what, participation }) =>
    participation === null || participation === undefined
      ? []
      : quote(`In ${what}: ${participationWords(participation as Participation)}.`, 'council'),
  );

function* pollsIn({ lastPoll, polls, participation }: Fields): Generator<{
  readonly what: string;
  readonly participation: unknown;
}> {
  const last = fieldsOf(lastPoll);
  const number = String(last.number);
  yield {
    what: last.kind === 'votes' ? `vote ${number}` : `round ${number}`,
    participation: last.participation,
  };
  for (const [what, poll] of Object.entries(fieldsOf(polls)))
    yield { what: `the ${what}`, participation: fieldsOf(poll).participation };
  yield { what: 'the vote on the remedy', participation };
}

/** What is shown of a decision: paths of the interface are no tools. */
export const withoutPaths = (state: Fields): Fields => {
  if (state.lastPoll === null || state.lastPoll === undefined) return state;
  const { against: _path, ...lastPoll } = fieldsOf(state.lastPoll);
  return { ...state, lastPoll };
};

/** The path of the list; null where nothing has been judged yet, or nobody is asked. */
export function listAgainst(
  kind: string,
  path: string,
  { state, poll }: { readonly state: Fields; readonly poll: string },
): string | null {
  switch (kind) {
    case 'proposals': {
      const { against } = fieldsOf(state.lastPoll);
      return typeof against === 'string' ? against : null;
    }
    case 'emergencies':
      return `${path}/polls/${poll}/ballots?choice=against`;
    case 'conflicts':
      return `${path}/ballots?choice=against`;
    default:
      return null;
  }
}
