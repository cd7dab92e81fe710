/** Who owes what in a conflict, and in which window: in the stage at hand, and where the guardian is asked who is a party (CNF-5). */
import { type Audience, mediatorsOf, type OwedAct, people } from '../audience.ts';
import { type ConflictState, isWaiting, partiesOf } from './state.ts';
import { openWords } from './parties.ts';
import type { OwedWindow } from '../reminders.ts';

/** What those concerned owe in a stage. */
const owedIn: Partial<Readonly<Record<ConflictState['stage'], OwedAct>>> = {
  negotiation: 'acceptance',
  mediation: 'acceptance',
  'guardian-resolution': 'resolution',
};

const owedNow = ({ stage, step }: ConflictState): OwedAct | undefined =>
  stage === 'arbitration' ? (step === 'ranking' ? 'preferences' : 'ballot') : owedIn[stage];

/** The windows in which an act is owed now. */
export function conflictOwed(conflict: ConflictState): readonly OwedWindow[] {
  if (isWaiting(conflict)) return [];
  const { deadline: due, path } = conflict;
  const act = owedNow(conflict);
  const opens = path.at(-1)?.opens;
  const words = openWords(conflict).flatMap(({ guardian, asked, due: until }) =>
    guardian === null || asked === null
      ? []
      : [{ act: 'no-party/ruling', opens: asked, due: until } as const],
  );
  return act === undefined || due === null || opens === undefined ? words : [{ act, opens, due }, ...words];
}

export function owingConflict(conflict: ConflictState, act: OwedAct): readonly Audience[] {
  if (act === 'no-party/ruling') return people(...openWords(conflict).map((word) => word.guardian));
  if (act !== owedNow(conflict)) return [];
  const { guardian, resolution } = conflict;
  switch (act) {
    case 'acceptance':
      return owingTerms(conflict);
    case 'preferences':
      return [{ unanswered: 'remedies' }];
    case 'ballot':
      return [{ unanswered: 'votes' }];
    default:
      return resolution === null ? people(guardian) : [];
  }
}

/** Who has not put or accepted any that are open, nor declared an impasse. */
function owingTerms(conflict: ConflictState): readonly Audience[] {
  const { id, stage, terms, impasse } = conflict;
  const live = terms.filter(({ replacedBy }) => replacedBy === null);
  const acted = new Set([...impasse, ...live.flatMap(({ by, acceptedBy }) => [by, ...acceptedBy])]);
  const parties = partiesOf(conflict).filter((party) => !acted.has(party));
  const mediators: Audience[] =
    stage === 'mediation' ? [{ electorate: mediatorsOf(id), but: [...acted] }] : [];
  return [...people(...parties), ...mediators];
}
