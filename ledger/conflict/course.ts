/** What the rules say of each thing that happens in a conflict, as it is replayed: its stages in their order, and what ends it (CNF-1 to CNF-5, APP-1, APP-2). */
import { type ConflictEntry, conflictEntries } from '../../rules/conflict/entries.ts';
import { evolve } from '../../rules/conflict/evolve.ts';
import { conflict } from '../../rules/conflict/kind.ts';
import {
  begunConflict,
  type ConflictState,
  emptySide,
  firstRemedy,
  inRoom,
  type Passage,
} from '../../rules/conflict/state.ts';
import { endingRules, following, isOver, type Leg } from '../../rules/conflict/step.ts';
import { enoughJudge } from '../../rules/polls/recusal.ts';
import type { Refusal } from '../../rules/refusal.ts';
import { nextOpening } from '../../rules/window.ts';
import { millisecond, written } from '../proposal/course/windows.ts';
import type { Difference } from '../recount/difference.ts';
import { type Course, differs, judges, permitted, type Place, wrong } from '../recount/replay.ts';
import type { ConflictRecord } from './schema.ts';
import { climbed, endedThere, type Followed, type Happens, may, talk, wordsOver } from './talks.ts';

/** Who is followed through the talks; the API takes fewer. */
const mostParties = 100;

/** A conflict of which nothing has been told yet; its parties, as far as its record has them. */
export function begun(record: ConflictRecord): Followed {
  const { id, charter, createdAt, matter, links, rules } = record;
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

/** Of arbitration the step, of every other stage itself. */
export const legOf = ({ stage, step }: Pick<Passage, 'stage' | 'step'>): string => step ?? stage;

/** @param knowsRoom whether what was said in the room is there, or was never said */
export function conflictCourse(
  { rules: { conflicts, charter } }: Pick<ConflictRecord, 'rules'>,
  knowsRoom: boolean,
): Course<Followed, ConflictEntry> {
  return { entries: conflictEntries, follows, evolve: followed };

  function* follows(before: Followed, entry: ConflictEntry, place: Place): Generator<Difference, boolean> {
    const { state, remedies } = before;
    const { at } = entry;
    switch (entry.kind) {
      case 'opened':
        yield* enters(before, { stage: 'negotiation', step: null }, entry, place);
        if (entry.facts.parties.flat().length <= mostParties) return true;
        yield wrong(place, 'is no opening of a conflict (CNF-1)');
        return false;
      case 'mediation-opened':
      case 'mediation-passed-over': {
        const isPassedOver = entry.kind === 'mediation-passed-over';
        if (knowsRoom) {
          yield* climbed(before, at, place);
          if (entry.facts.mediators.some((number) => number > 0) === isPassedOver)
            yield wrong(place, 'is not what its mediators allow (CNF-3)');
        }
        if (isPassedOver) yield* wordsOver(before, place);
        if (isPassedOver && knowsRoom) yield* differs(place, 'at', at, endOf(before).ended);
        if (!isPassedOver)
          yield* enters(
            before,
            { stage: 'mediation', step: null },
            entry as Happens<'mediation-opened'>,
            place,
          );
        return true;
      }
      case 'arbitration-opened':
        if (knowsRoom && inRoom(state)) yield* climbed(before, at, place);
        yield* wordsOver(before, place);
        if (state.stage === 'negotiation' && state.mediators === null)
          yield wrong(place, 'comes without a mediation, or a word that nobody could mediate (CNF-3)');
        yield* enters(before, { stage: 'arbitration', step: 'ranking' }, entry, place);
        return true;
      case 'remedies-closed': {
        if (state.step !== 'ranking' || remedies !== null)
          yield wrong(place, 'closes what was not open (CNF-4)');
        yield* differs(place, 'closedAt', entry.facts.closedAt, state.deadline);
        const first = firstRemedy(entry.facts.schulze) ?? null;
        yield* differs(place, 'chosen', entry.facts.chosen, first);
        return true;
      }
      case 'vote-opened': {
        const first = firstRemedy(remedies?.schulze ?? []);
        const { chosen } = entry.facts;
        if (chosen !== first)
          yield wrong(
            place,
            `is ${chosen}, but ${typeof first === 'string' ? first : 'none'} came first of the remedies (CNF-4)`,
            'chosen',
          );
        yield* enters(before, { stage: 'arbitration', step: 'voting' }, entry, place);
        return true;
      }
      case 'vote-closed':
        if (state.step !== 'voting' || state.tally !== null)
          yield wrong(place, 'closes what was not open (CNF-4)');
        yield* differs(place, 'closedAt', entry.facts.closedAt, state.deadline);
        return true;
      case 'guardian-resolution-opened':
        yield* judges(place, entry.facts.guardian, conflict.concerned(state), 'guardian');
        yield* enters(before, { stage: 'guardian-resolution', step: null }, entry, place);
        return true;
      case 'guardian-changed':
        yield* differs(place, 'from', entry.facts.from, state.guardian);
        yield* judges(place, entry.facts.to, conflict.concerned(state), 'to');
        return true;
      case 'guardian-resolved':
        return yield* resolves(before, entry, place);
      case 'appeal-opened':
        yield* differs(place, 'decided', entry.facts.decided, decidedIn(before));
        yield* enters(before, { stage: 'appeal', step: null }, entry, place);
        return true;
      case 'appealed': {
        const { by } = entry.facts;
        const own = ({ code }: Refusal) => {
          if (code === 'not-permitted') return { fact: 'by', sentence: `is ${by}, who is no party (APP-1)` };
          return code === 'window-closed' ? outside(state, at, 'APP-1') : undefined;
        };
        // Who departed since was one as they lodged it.
        return yield* permitted(place, may('appeal', { ...state, dropped: [] }, by, at), { at, by, own });
      }
      case 'appeal-ended': {
        const { guardian, reason } = entry.facts;
        // Silence upholds; no party rules, nor who decided what is appealed.
        const decided = state.resolution === null ? [] : [state.guardian ?? ''];
        if (reason !== null)
          yield* judges(place, guardian, [...conflict.concerned(state), ...decided], 'guardian');
        return true;
      }
      case 'ended':
        yield* ends(before, entry, place);
        return true;
      case 'continuation-of':
      case 'remand-of':
      case 'remanded-to':
      case 'continued-by':
        return true;
      default:
        // Without the room a record tells of talks that were held, and not what for.
        if (!knowsRoom && entry.kind === 'talks-held') return true;
        return yield* talk(before, entry, place, conflicts);
    }
  }

  /** A stage opens: the one that follows, where the one before has ended, for as long as the charter says (CNF-2 to CNF-5). */
  function* enters(
    before: Followed,
    leg: Pick<Passage, 'stage' | 'step'>,
    {
      at,
      facts: { opens, closes, decided },
    }: { at: string; facts: { opens: string; closes: string; decided?: unknown } },
    place: Place,
  ): Generator<Difference> {
    const { state } = before;
    yield* differs(place, 'opens', opens, at);
    const due = comesAfter(before, {
      mediates: leg.stage === 'mediation',
      recused: decided === 'unresolved',
    });
    if (due === undefined || legOf(due) !== legOf(leg)) {
      yield wrong(place, `is the ${legOf(leg)}, which does not follow the ${legOf(placeOf(state))} (CNF-5)`);
      return;
    }
    const end = written(millisecond(opens) + due.length);
    if (closes !== end) yield wrong(place, `is ${closes}, but ${end} follows (CNF-5)`, 'closes');
    if (isUncounted(before)) yield wrong(place, 'comes before its poll was counted (CNF-4)');
    const { ended, exactly } = endOf(before);
    if (opens < (exactly ? ended : (state.path.at(-1)?.opens ?? ended)))
      yield wrong(
        place,
        `is ${opens}, but the ${legOf(placeOf(state))} took until ${ended} (CNF-4)`,
        'opens',
      );
    // Late by so little, it would have opened where the stage before ended (CNF-5).
    if (opens > ended && nextOpening(ended, opens, due.length) !== opens)
      yield wrong(place, `is ${opens}, but ${ended} follows (CNF-5)`, 'opens');
  }

  /** The stage that comes after the one at hand; undefined where none does. */
  function comesAfter(
    { state, remedies }: Followed,
    { mediates, recused }: { readonly mediates: boolean; readonly recused: boolean },
  ): Leg | undefined {
    const first = state.path.length === 0;
    if (first && state.remandOf === null)
      return { stage: 'negotiation', step: null, length: conflicts.negotiation };
    if (first) return { stage: 'arbitration', step: 'ranking', length: conflicts.arbitration.ranking };
    const outlook = {
      mediators: mediates,
      remedies: (remedies?.schulze ?? []).length > 0,
      enough: isEnough({ state, remedies }),
      tally: state.tally,
    };
    const leg = following(state, outlook, conflicts, charter);
    // Who is recused at once is silent at once (GUA-1).
    return recused && leg?.stage === 'guardian-resolution'
      ? following(leg, outlook, conflicts, charter)
      : leg;
  }

  /** Enough of the council are left to judge: last, at the close of the vote, or of the ranking (GUA-2). */
  function isEnough({ state, remedies }: Pick<Followed, 'state' | 'remedies'>): boolean {
    const left = state.tally?.electorate ?? remedies?.electorate ?? 0;
    return enoughJudge(left, state.electorate?.council ?? 0, charter);
  }

  /** What the arbitration came to: the guardian's word, else the council's (CNF-4). */
  function decidedIn(before: Followed): NonNullable<ConflictState['decided']> {
    const { resolution, tally } = before.state;
    const isVoted = tally?.verdict === 'adopted' && isEnough(before);
    return resolution !== null || isVoted ? 'arbitrated' : 'unresolved';
  }

  /** When the stage at hand ended; `exactly`: what ended it before its window did is known. */
  function endOf({ state, over }: Followed): { readonly ended: string; readonly exactly: boolean } {
    const { stage, deadline, resolution, createdAt } = state;
    const ended =
      over ?? (stage === 'guardian-resolution' ? resolution?.at : undefined) ?? deadline ?? createdAt;
    const isOpen = stage === 'guardian-resolution' ? resolution === null : inRoom(state) && !knowsRoom;
    return { ended, exactly: !isOpen };
  }

  function* resolves(
    { state, remedies }: Followed,
    { at, facts }: Happens<'guardian-resolved'>,
    place: Place,
  ): Generator<Difference, boolean> {
    const { remedy, guardian } = facts;
    const by = guardian ?? '';
    yield* judges(place, guardian, conflict.concerned(state), 'guardian');
    if (!(remedies?.schulze ?? []).flat().includes(remedy))
      yield wrong(place, `is ${remedy}, which nobody put (CNF-4)`, 'remedy');
    const own = ({ code }: Refusal) => (code === 'window-closed' ? outside(state, at, 'CNF-4') : undefined);
    return yield* permitted(place, may('resolution', state, by, at), { at, by, own });
  }

  /** Where the arbitration and the appeal lead; before the council, what was settled or given up there. */
  function* ends(before: Followed, entry: Happens<'ended'>, place: Place): Generator<Difference> {
    const { state, appealEnded } = before;
    const { outcome, rule, recused = null } = entry.facts;
    yield* differs(place, 'rule', rule, endingRules[outcome]);
    // Its workflow was lost, whatever had been said (PRO-9).
    if (outcome === 'interrupted') return;
    if (outcome === 'dropped') {
      if (knowsRoom && place.document === 'evidence' && emptySide(state) === undefined)
        yield wrong(place, 'is dropped, but each side had somebody left (CNF-1)');
      return;
    }
    if (inRoom(state)) {
      if (knowsRoom) yield* endedThere(before, entry, place);
      return;
    }
    if (outcome === 'settled' || outcome === 'withdrawn') {
      yield wrong(place, `is ${outcome}, but it was before the council (CNF-1, CNF-2)`, 'outcome');
      return;
    }
    const ruled = state.appeal?.outcome ?? 'upheld';
    yield* differs(place, 'outcome', outcome, ruled === 'upheld' ? decidedIn(before) : ruled);
    if (state.appeal !== null && appealEnded === null)
      yield wrong(place, 'comes before the ruling, which was to be waited for (APP-1)');
    if (state.stage === 'appeal') yield* differs(place, 'at', entry.at, appealEnded ?? state.deadline);
    const isRecused = outcome === 'unresolved' && recused !== null;
    const due =
      state.stage === 'appeal' ? undefined : comesAfter(before, { mediates: false, recused: isRecused });
    if (due !== undefined || isUncounted(before))
      yield wrong(
        place,
        `comes before the ${due === undefined ? 'count' : legOf(due)}, which was due (CNF-4, APP-1)`,
      );
    const isPassedOver = charter.guardian !== null && isGuardians(before) && state.guardian === null;
    if (isPassedOver && outcome === 'unresolved' && !isRecused)
      yield wrong(place, 'is unresolved, but the guardian was to be asked (CNF-4)');
  }

  /** The guardian's to decide: a quorate vote missed its threshold, or too few were left to judge (CNF-4, GUA-2). */
  function isGuardians({ state, remedies }: Followed): boolean {
    const outlook = { mediators: false, remedies: (remedies?.schulze ?? []).length > 0, tally: state.tally };
    const from = { stage: 'arbitration', step: state.tally === null ? 'ranking' : 'voting' } as const;
    const leg = following(from, { ...outlook, enough: isEnough({ state, remedies }) }, conflicts, charter);
    return leg?.stage === 'guardian-resolution';
  }
}

const placeOf = ({ path, stage, step }: ConflictState): Pick<Passage, 'stage' | 'step'> =>
  path.at(-1) ?? { stage: stage === 'ended' ? 'negotiation' : stage, step };

const isUncounted = ({ state, remedies }: Followed): boolean =>
  state.stage === 'arbitration' &&
  (state.step === 'voting' ? state.tally === null : state.step !== null && remedies === null);

const outside = ({ path, deadline }: ConflictState, at: string, rule: string) => ({
  fact: 'at',
  sentence: `is ${at}, outside the window ${path.at(-1)?.opens ?? ''} to ${deadline ?? ''} (${rule})`,
});

/** What the workflow holds beside its state, after an entry. */
function followed(before: Followed, entry: ConflictEntry): Followed {
  const { kind, at } = entry;
  const state = evolve(before.state, entry);
  const isEntered = state.path.length > before.state.path.length || kind === 'talks-held';
  const over = inRoom(state) && isOver(state) ? at : null;
  return {
    state,
    over: isEntered ? null : (before.over ?? over),
    withdrawn: kind === 'withdrawn' ? at : before.withdrawn,
    remedies: kind === 'remedies-closed' ? entry.facts : before.remedies,
    appealEnded: kind === 'appeal-ended' ? at : before.appealEnded,
  };
}
