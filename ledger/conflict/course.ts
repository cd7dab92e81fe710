/** What the rules say of each thing that happens in a conflict, row by row: its stages in their order, and what ends it (CNF-1 to CNF-5, APP-1, APP-2). */
import { type ConflictEntry, conflictEntries } from '../../rules/conflict/entries.ts';
import { evolve } from '../../rules/conflict/evolve.ts';
import { conflict } from '../../rules/conflict/kind.ts';
import { type ConflictState, emptySide, firstRemedy, inRoom, isWaiting } from '../../rules/conflict/state.ts';
import { endingRule, isOver } from '../../rules/conflict/step.ts';
import { leftAt, waitsAtOnce } from '../../rules/conflict/waiting.ts';
import type { Refusal } from '../../rules/refusal.ts';
import { type Course, ownCase, type Wrong } from '../recount/replay.ts';
import type { ConflictRecord } from './schema.ts';
import { isUncounted, legOf, stagesOf } from './stages.ts';
import { climbed, endedThere, type Followed, type Happens, may, talks, wordsOver } from './talks.ts';

/** Who is followed through the talks; the API takes fewer. */
const mostParties = 100;

/** @param knowsRoom whether what was said in the room is there, or was never said */
export function conflictCourse(
  { rules }: Pick<ConflictRecord, 'rules'>,
  knowsRoom: boolean,
): Course<Followed, ConflictEntry> {
  const { after, decidedIn, endOf, enters, isGuardians } = stagesOf(rules, knowsRoom);

  const judges = ({ state }: Followed, judge: string | null, fact = 'guardian'): Wrong[] =>
    ownCase(judge, conflict.concerned(state), fact);

  /** Where the arbitration and the appeal lead; in the room, what was settled or given up there. */
  function* ends(followed: Followed, entry: Happens<'ended'>): Generator<Wrong> {
    const { state, appealEnded } = followed;
    const { at, facts } = entry;
    const { outcome, recused = null } = facts;
    // Its workflow was lost, whatever had been said (PRO-9).
    if (outcome === 'interrupted') return;
    if (isWaiting(state)) yield 'ends while it waits (RST-1)';
    const returned = state.referred?.returned;
    if (returned?.ending === 'completed') {
      if (outcome !== 'settled' || at !== returned.at)
        yield [
          'outcome',
          `is ${outcome}, but what was agreed on was kept, and settles it ${returned.at} (RST-4)`,
        ];
      return;
    }
    if (outcome === 'dropped') {
      if (knowsRoom && emptySide(state) === undefined)
        yield 'is dropped, but each side had somebody left (CNF-1)';
      return;
    }
    if (inRoom(state)) {
      if (knowsRoom) yield* endedThere(followed, entry);
      else if (outcome !== 'settled' && outcome !== 'withdrawn')
        yield ['outcome', `is ${outcome}, but it never came before the council (CNF-4)`];
      return;
    }
    const ruled = state.appeal?.outcome ?? 'upheld';
    const follows = ruled === 'upheld' ? decidedIn(followed) : ruled;
    if (outcome !== follows) yield ['outcome', `is "${outcome}", but "${follows}" follows`];
    const due = state.appeal === null ? state.deadline : appealEnded;
    if (state.stage === 'appeal' && at !== due)
      yield ['at', `is ${at}, but ${due ?? 'the ruling'} was waited for (APP-1)`];
    const isRecused = outcome === 'unresolved' && recused !== null;
    const leg = state.stage === 'appeal' ? undefined : after(followed, { recused: isRecused });
    if (leg !== undefined) yield `comes before the ${legOf(leg)}, which was due (CNF-4, APP-1)`;
    if (isUncounted(followed)) yield 'comes before its poll was counted (CNF-4)';
    const isPassedOver = isGuardians(followed) && state.guardian === null;
    if (isPassedOver && outcome === 'unresolved' && !isRecused)
      yield 'is unresolved, but the guardian was to be asked (CNF-4)';
  }

  return {
    entries: conflictEntries,
    evolve: followed,
    rows: {
      ...talks(rules.conflicts),
      // Without the room a record tells of talks that were held, and not what for.
      ...(knowsRoom ? {} : { 'talks-held': undefined }),
      opened: {
        wrong: (before, entry) => enters(before, { stage: 'negotiation', step: null }, entry),
        refused: (_before, { facts: { parties } }) =>
          parties.flat().length > mostParties
            ? { code: 'too-many-named', rule: 'CNF-1', facts: { most: mostParties } }
            : undefined,
      },
      'mediation-opened': {
        *wrong(before, entry) {
          if (knowsRoom) yield* climbed(before, entry.at);
          if (entry.facts.mediators.every((number) => number === 0))
            yield 'is not what its mediators allow (CNF-3)';
          yield* enters(before, { stage: 'mediation', step: null }, entry);
        },
      },
      'mediation-passed-over': {
        due: (before) => (knowsRoom ? { mediators: [0, 0], at: endOf(before).ended } : {}),
        *wrong(before, { at }) {
          if (knowsRoom) yield* climbed(before, at);
          yield* wordsOver(before);
        },
      },
      'arbitration-opened': {
        *wrong(before, entry) {
          const { state } = before;
          if (knowsRoom && inRoom(state)) yield* climbed(before, entry.at);
          yield* wordsOver(before);
          if (state.stage === 'negotiation' && state.mediators === null)
            yield 'comes without a mediation, or a word that nobody could mediate (CNF-3)';
          yield* enters(before, { stage: 'arbitration', step: 'ranking' }, entry);
        },
      },
      referred: {
        *wrong({ state }, { at }) {
          if (state.referred !== null) yield 'is referred a second time (RST-1)';
          if (state.stage === 'ended' || (state.deadline !== null && at >= state.deadline))
            yield `is referred ${at}, but its stage closed ${state.deadline ?? ''} (PRO-10)`;
        },
      },
      waits: {
        due: ({ state }, { at }) => ({ left: leftAt(state, at) }),
        *wrong({ state, remedies }, { at }) {
          const { referred, deadline } = state;
          if (referred === null || referred.since !== null || referred.returned !== null)
            yield 'waits, but was not referred then (RST-1)';
          else if (at !== (waitsAtOnce(state) ? referred.at : deadline))
            yield [
              'at',
              `is ${at}, but it waits from ${waitsAtOnce(state) ? referred.at : (deadline ?? '')} on (RST-1)`,
            ];
          if (isUncounted({ state, remedies })) yield 'waits, but its poll had not run to its close (RST-1)';
        },
      },
      woken: {
        *wrong({ state: { referred } }) {
          if (referred === null || referred.returned !== null) yield 'is woken, but did not wait (RST-1)';
        },
      },
      'remedies-closed': {
        due: ({ state }, { facts: { schulze } }) => ({
          closedAt: state.deadline,
          chosen: firstRemedy(schulze) ?? null,
        }),
        *wrong({ state, remedies }) {
          if (state.step !== 'ranking' || remedies !== null) yield 'closes what was not open (CNF-4)';
        },
      },
      'vote-opened': {
        *wrong(before, entry) {
          const { chosen } = entry.facts;
          const first = before.remedies?.chosen ?? 'none';
          if (chosen !== first)
            yield ['chosen', `is ${chosen}, but ${first} came first of the remedies (CNF-4)`];
          yield* enters(before, { stage: 'arbitration', step: 'voting' }, entry);
        },
      },
      'vote-closed': {
        due: ({ state }) => ({ closedAt: state.deadline }),
        *wrong({ state }) {
          if (state.step !== 'voting' || state.tally !== null) yield 'closes what was not open (CNF-4)';
        },
      },
      'guardian-resolution-opened': {
        *wrong(before, entry) {
          yield* judges(before, entry.facts.guardian);
          yield* enters(before, { stage: 'guardian-resolution', step: null }, entry);
        },
      },
      'guardian-changed': {
        due: ({ state }) => ({ from: state.guardian }),
        wrong: (before, { facts: { to } }) => judges(before, to, 'to'),
      },
      'guardian-resolved': {
        *wrong(before, { facts: { remedy, guardian } }) {
          yield* judges(before, guardian);
          if (!(before.remedies?.schulze ?? []).flat().includes(remedy))
            yield ['remedy', `is ${remedy}, which nobody put (CNF-4)`];
        },
        refused: (before, { at, facts: { guardian } }) => may('resolution', before, guardian ?? '', at),
        said: (refused, { at }, { state }) => outside(refused, state, at, 'CNF-4'),
      },
      'appeal-opened': {
        due: (before) => ({ decided: decidedIn(before) }),
        wrong: (before, entry) =>
          enters(before, { stage: 'appeal', step: null }, entry, entry.facts.decided === 'unresolved'),
      },
      appealed: {
        // Who departed since was one as they lodged it.
        refused: (before, { at, facts: { by } }) =>
          may('appeal', { ...before, state: { ...before.state, dropped: [] } }, by, at),
        said: (refused, { at, facts: { by } }, { state }) =>
          refused.code === 'not-permitted'
            ? ['by', `is ${by}, who is no party (APP-1)`]
            : outside(refused, state, at, 'APP-1'),
      },
      'appeal-ended': {
        *wrong(before, { facts: { guardian, reason } }) {
          const { resolution, guardian: decided } = before.state;
          if (isWaiting(before.state)) yield 'comes while it waits (RST-1)';
          // Silence upholds; no party rules, nor who decided what is appealed.
          if (reason === null) return;
          yield* judges(before, guardian);
          if (resolution !== null && decided !== null) yield* ownCase(guardian, [decided], 'guardian');
        },
      },
      ended: {
        due: ({ state }, { facts: { outcome } }) => ({ rule: endingRule(outcome, state) }),
        wrong: ends,
      },
    },
  };
}

const outside = (
  { code }: Refusal,
  { path, deadline }: ConflictState,
  at: string,
  rule: string,
): Wrong | undefined =>
  code === 'window-closed'
    ? ['at', `is ${at}, outside the window ${path.at(-1)?.opens ?? ''} to ${deadline ?? ''} (${rule})`]
    : undefined;

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
