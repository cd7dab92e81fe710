/** The stages of a conflict as it is replayed: which follows which, when each opens, and what the arbitration came to (CNF-2 to CNF-5, GUA-2). */
import type { ConflictEntry } from '../../rules/conflict/entries.ts';
import {
  begunConflict,
  type ConflictState,
  inRoom,
  isWaiting,
  type Passage,
} from '../../rules/conflict/state.ts';
import { following, type Leg, type Outlook } from '../../rules/conflict/step.ts';
import { enoughJudge } from '../../rules/polls/recusal.ts';
import { nextOpening, type Window } from '../../rules/window.ts';
import { later } from '../proposal/course/windows.ts';
import type { Wrong } from '../recount/replay.ts';
import type { ConflictRecord } from './schema.ts';
import type { Followed } from './talks.ts';

/** A conflict of which nothing has been told yet; its parties, as far as its record has them. */
export function begun({ id, charter, createdAt, matter, links, rules }: ConflictRecord): Followed {
  const state = begunConflict({
    id,
    charter,
    createdAt,
    what: '',
    remedy: '',
    parties: 'parties' in matter ? matter.parties : [[], []],
    mostTerms: rules.conflicts.terms,
    remandOf: links.find(({ relation }) => relation === 'remand-of')?.id ?? null,
  });
  return { state, over: null, withdrawn: null, remedies: null, appealEnded: null };
}

type Place = Pick<Passage, 'stage' | 'step'>;

/** Of arbitration the step, of every other stage itself. */
export const legOf = ({ stage, step }: Place): string => step ?? stage;

/** @param knowsRoom whether what was said in the room is there, or was never said */
export function stagesOf({ conflicts, charter }: ConflictRecord['rules'], knowsRoom: boolean) {
  /** Enough of the council are left to judge: last, at the close of the vote, or of the ranking (GUA-2). */
  const isEnough = ({ state, remedies }: Followed): boolean =>
    enoughJudge(
      state.tally?.electorate ?? remedies?.electorate ?? 0,
      state.electorate?.council ?? 0,
      charter,
    );

  const outlookOf = (followed: Followed): Outlook => ({
    mediators: false,
    remedies: (followed.remedies?.schulze ?? []).length > 0,
    enough: isEnough(followed),
    tally: followed.state.tally,
  });

  /** The stage that comes after the one at hand; undefined where none does. */
  function after(followed: Followed, { mediates = false, recused = false } = {}): Leg | undefined {
    const { state } = followed;
    if (state.path.length === 0)
      return state.remandOf === null
        ? { stage: 'negotiation', step: null, length: conflicts.negotiation }
        : { stage: 'arbitration', step: 'ranking', length: conflicts.arbitration.ranking };
    const outlook = { ...outlookOf(followed), mediators: mediates };
    const leg = following(state, outlook, conflicts, charter);
    // Who is recused at once is silent at once (GUA-1).
    return recused && leg?.stage === 'guardian-resolution'
      ? following(leg, outlook, conflicts, charter)
      : leg;
  }

  /** What the arbitration came to: the guardian's word, else the council's (CNF-4). */
  function decidedIn(followed: Followed): NonNullable<ConflictState['decided']> {
    const { resolution, tally } = followed.state;
    const isVoted = tally?.verdict === 'adopted' && isEnough(followed);
    return resolution !== null || isVoted ? 'arbitrated' : 'unresolved';
  }

  /** The guardian's to decide: the council missed its threshold, or too few of it were left to judge (CNF-4, GUA-2). */
  function isGuardians(followed: Followed): boolean {
    const step = followed.state.tally === null ? 'ranking' : 'voting';
    const leg = following({ stage: 'arbitration', step }, outlookOf(followed), conflicts, charter);
    return leg?.stage === 'guardian-resolution';
  }

  /** When the stage at hand ended; `exactly`: what ended it before its window did is known. */
  function endOf({ state, over }: Followed): { readonly ended: string; readonly exactly: boolean } {
    const { stage, deadline, resolution, createdAt } = state;
    const isGuardians = stage === 'guardian-resolution';
    const ended = over ?? (isGuardians ? resolution?.at : undefined) ?? deadline ?? createdAt;
    return { ended, exactly: isGuardians ? resolution !== null : knowsRoom || !inRoom(state) };
  }

  /** A stage opens: the one that follows, where the one before has ended, for as long as the charter says (CNF-2 to CNF-5). */
  function* enters(
    followed: Followed,
    place: Place,
    { at, facts: { opens, closes } }: Extract<ConflictEntry, { readonly facts: Window }>,
    recused = false,
  ): Generator<Wrong> {
    const before = followed.state.path.at(-1);
    const named = before === undefined ? 'beginning' : legOf(before);
    const leg = after(followed, { mediates: place.stage === 'mediation', recused });
    if (isWaiting(followed.state)) yield `opens while it waits (RST-1)`;
    if (opens !== at) yield ['opens', `is not its own instant, ${at} (CNF-5)`];
    if (leg === undefined || legOf(leg) !== legOf(place)) {
      yield `is the ${legOf(place)}, which does not follow the ${named} (CNF-5)`;
      return;
    }
    const due = later(opens, leg.length);
    if (closes !== due) yield ['closes', `is ${closes}, but ${due} follows (CNF-5)`];
    if (isUncounted(followed)) yield 'comes before its poll was counted (CNF-4)';
    const { ended, exactly } = endOf(followed);
    if (opens < (exactly ? ended : (before?.opens ?? ended)))
      yield ['opens', `is ${opens}, but the ${named} took until ${ended} (CNF-4)`];
    // Late by so little, it would have opened where the stage before ended (CNF-5).
    if (opens > ended && nextOpening(ended, opens, leg.length) !== opens)
      yield ['opens', `is ${opens}, but ${ended} follows (CNF-5)`];
  }

  return { after, decidedIn, endOf, enters, isGuardians };
}

/** A poll was open in the stage at hand, and nobody has told what it came to. */
export const isUncounted = ({
  state: { step, tally },
  remedies,
}: Pick<Followed, 'state' | 'remedies'>): boolean =>
  step === 'voting' ? tally === null : step === 'ranking' && remedies === null;
