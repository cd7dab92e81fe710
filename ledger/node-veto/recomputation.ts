/** Computes a node veto again: from its record alone, and from its evidence too, the lot of each panel among it (NVP-1 to NVP-4, REC-1). */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type NodeVetoEntry, nodeVetoEntries } from '../../rules/node-veto/entries.ts';
import { evolve } from '../../rules/node-veto/evolve.ts';
import { panelOf } from '../../rules/node-veto/lot.ts';
import {
  agreementFault,
  answerFault,
  joiningFault,
  mayAct,
  type NodeVetoAct,
} from '../../rules/node-veto/permissions.ts';
import {
  answerLeft,
  findingOf,
  keyOf,
  type NodeVetoState,
  ownCaseOf,
  vetoable,
} from '../../rules/node-veto/state.ts';
import { endingOf, endingRules, isToBeDrawn, next, outcomeOf } from '../../rules/node-veto/step.ts';
import type { Refusal } from '../../rules/refusal.ts';
import { disordered, electorBefore } from '../answers/entries.ts';
import { notBefore } from '../proposal/course/windows.ts';
import { nodeSchema } from '../parts/schema/node-veto.ts';
import { compared, type Difference, inEvidence, inRecord } from '../recount/difference.ts';
import { type Course, replay, toldIn } from '../recount/replay.ts';
import { numberedDifferences } from '../recount/timeline.ts';
import { begunFrom, composeNodeVeto, nodeVetoRationale } from './composition.ts';
import type { NodeVetoEvidence, NodeVetoRecord } from './schema.ts';
import { after } from '../../rules/window.ts';

/** Everything in a record that anyone can see to be wrong from the record alone. */
export function* nodeVetoFigures(record: NodeVetoRecord): Generator<Difference> {
  const { createdAt, endedAt, outcome, ending, rationale, hold, withoutHold, heldBefore, of, rules } = record;
  yield* compared('/rationale', rationale, nodeVetoRationale(record));
  yield* compared('/ending/rule', ending.rule, endingRules[outcome]);
  yield* notBefore('/endedAt', endedAt, { earliest: createdAt, what: 'when it began' });
  if (hold !== null && withoutHold !== null)
    yield inRecord('/hold', 'is there, though nothing was held (NVP-4)');
  if (hold === null && withoutHold === null && record.continuationOf === null)
    yield inRecord('/hold', 'is null, and nothing says why nothing was held (NVP-2, NVP-4)');
  if (hold !== null) {
    const ends = of.kind === 'emergency' && record.continuationOf === null;
    const longest = rules.nodeVetoes.emergency - heldBefore;
    if (ends) yield* compared('/hold/ends', hold.ends, after(hold.since, longest));
    if (of.kind === 'proposal') yield* compared('/hold/ends', hold.ends, null);
    if (hold.ends !== null && hold.ended > hold.ends)
      yield inRecord('/hold/ended', `is ${hold.ended}, after ${hold.ends}, when it was to end (NVP-2)`);
  }
  yield* panelFigures(record);
  yield* outcomeFigures(record);
}

function* panelFigures({ panels, finding, rules }: NodeVetoRecord): Generator<Difference> {
  const { panel } = rules.nodeVetoes;
  for (const [place, { draw, members, found }] of panels.entries()) {
    const pointer = `/panels/${place}`;
    yield* compared(`${pointer}/draw`, draw, place + 1);
    if (members.length > panel.size || new Set(members).size !== members.length)
      yield inRecord(`${pointer}/members`, `are not ${panel.size} at most, each once (NVP-3)`);
    if (found.some(({ by }) => !members.includes(by)))
      yield inRecord(`${pointer}/found`, 'has the word of one who is not on the panel (NVP-3)');
    // All but the last were silent.
    if (place < panels.length - 1 && findingOf({ members, found }) !== undefined)
      yield inRecord(`${pointer}/found`, 'decides, and yet others were drawn (NVP-3)');
  }
  if (panels.length > panel.draws)
    yield inRecord('/panels', `are ${panels.length}, but ${panel.draws} are drawn at most (NVP-3)`);
  const last = panels.at(-1);
  if (last === undefined || finding === null) return;
  const found = findingOf(last) ?? (last.members.length === 0 && last.draw === 1 ? 'upheld' : 'denied');
  yield* compared('/finding', finding, found);
}

function* outcomeFigures({
  outcome,
  finding,
  overturned,
  question,
  nodes,
}: NodeVetoRecord): Generator<Difference> {
  const isDecided = outcome === 'vetoed' || outcome === 'overturned' || outcome === 'denied';
  const isGivenUp = outcome === 'denied' && nodes.every(({ left }) => left !== null);
  if (isDecided && !isGivenUp && outcome !== outcomeOf(finding, overturned === true))
    yield inRecord('/outcome', `is ${outcome}, but what was found is ${finding ?? 'nothing'} (NVP-3)`);
  if (overturned !== null && question === null)
    yield inRecord('/overturned', `is ${overturned}, but nobody asked the council (NVP-3)`);
}

/** Everything in which the record differs from what follows from its evidence. */
export function* nodeVetoDifferences(
  record: NodeVetoRecord,
  evidence: NodeVetoEvidence,
): Generator<Difference> {
  const { timeline, electorate } = evidence;
  yield* numberedDifferences('timeline', timeline);
  yield* disordered('electorate', electorate, electorBefore);
  const isWhole = timeline.some(({ kind }) => kind === 'opened') && timeline.at(-1)?.kind === 'ended';
  if (!isWhole) {
    yield inEvidence('/timeline', 'has no beginning, or no ending (PRO-9)');
    return;
  }
  const electors = electorate.map(({ member }) => member);
  const begun = begunFrom({ ...record, timeline });
  const wrong = [...replay(courseOf(electors), begun, toldIn<NodeVetoEntry>('timeline', timeline))];
  yield* wrong;
  // What could not happen so gives no record.
  if (wrong.length === 0) yield* compared('', record, composeNodeVeto({ ...record, timeline }));
}

const lotHash = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** Why a member could not do what is told of them; whether they were of the council, only the members of that time would tell. */
const refusedOf = (act: NodeVetoAct, state: NodeVetoState, by: string, at: string): Refusal | undefined =>
  mayAct(act, state, { id: by, status: 'active', council: true }, at);

const acting = (act: NodeVetoAct) => ({
  refused: (
    state: NodeVetoState,
    { at, facts: { by } }: { readonly at: string; readonly facts: { readonly by: string } },
  ) => refusedOf(act, state, by, at),
});

/** @param electors out of whom panels are drawn */
const courseOf = (electors: readonly string[]): Course<NodeVetoState, NodeVetoEntry> => ({
  entries: nodeVetoEntries,
  shapes: {
    node: nodeSchema,
    of: z.looseObject({ kind: z.enum(vetoable), id: z.string(), title: z.string() }),
    withoutHold: z.looseObject({ code: z.string() }),
  },
  evolve,
  rows: {
    opened: {
      due: (
        { createdAt, charter: { nodeVetoes }, of, heldBefore, continuationOf },
        { facts: { holds, withoutHold } },
      ) => ({
        at: createdAt,
        closes: after(createdAt, answerLeft(nodeVetoes, heldBefore)),
        ...(withoutHold === null ? {} : { holds: false }),
        // What goes on from an interrupted one ends when that would have.
        ...(holds && of.kind === 'emergency' && continuationOf !== null
          ? {}
          : {
              holdEnds:
                holds && of.kind === 'emergency' ? after(createdAt, nodeVetoes.emergency - heldBefore) : null,
            }),
      }),
      *wrong({ nodes, continuationOf }, { facts: { holds, withoutHold, node, by } }) {
        if (nodes.length > 0) yield 'is told a second time (NVP-1)';
        if (!holds && withoutHold === null && continuationOf === null)
          yield ['holds', 'is false, and nothing says why nothing was held (NVP-2, NVP-4)'];
        if ('member' in node && node.member !== by)
          yield ['by', `is ${by}, who speaks for another, ${keyOf(node)} (NVP-1)`];
      },
    },
    joined: {
      refused: (state, { at, facts: { by, node, members } }) =>
        refusedOf('joining', state, by, at) ?? joiningFault(state, { node, members }),
      *wrong(_state, { facts: { node, by } }) {
        if ('member' in node && node.member !== by)
          yield ['by', `is ${by}, who speaks for another, ${keyOf(node)} (NVP-1)`];
      },
    },
    answered: {
      refused: (state, { at, facts: { by, contest } }) =>
        refusedOf('answer', state, by, at) ?? answerFault(state, contest),
      *wrong(_state, { facts: { removes, contest } }) {
        if ((removes === null) === (contest === null))
          yield 'neither says how the danger is removed nor contests it, or both (NVP-3)';
      },
    },
    agreed: {
      refused: (state, { at, facts: { by, answer } }) =>
        refusedOf('agreement', state, by, at) ?? agreementFault(state, answer),
    },
    left: acting('withdrawal'),
    'panel-drawn': {
      due: (state, { at, facts: { panel } }) => {
        const { size, window } = state.charter.nodeVetoes.panel;
        const draw = state.draws + 1;
        const excluded = [...state.silent, ...ownCaseOf(state)];
        return {
          draw,
          electors: electors.length,
          panel: panelOf(electors, excluded, { act: state.of.id, draw, size }, lotHash),
          closes: after(at, panel.length === 0 ? state.charter.nodeVetoes.ask : window),
        };
      },
      *wrong(state, { at }) {
        const unanswered = state.stage === 'answer' && state.deadline !== null && state.deadline <= at;
        if (!isToBeDrawn(state) && !unanswered) yield 'is drawn, though it had not come to that (NVP-3)';
        const own = state.draws === 0 ? ownCaseOf(state).filter((member) => electors.includes(member)) : [];
        for (const member of own)
          yield ['panel', `is of electors of whom ${member} would judge their own case (GUA-2)`];
      },
    },
    found: acting('finding'),
    'panel-silent': {
      due: (state) => ({ at: next(state)?.at, draw: state.panel?.draw }),
      *wrong(state) {
        if (next(state)?.what !== 'silence') yield 'is not what fell due (NVP-3)';
      },
    },
    asked: acting('question'),
    ended: {
      due: (state, { facts: { outcome } }) => {
        const rule = endingRules[outcome];
        const falls = next(state);
        const isUnasked = endingOf(state) === undefined && falls?.what === 'unasked';
        return outcome !== 'interrupted' && outcome !== 'lapsed' && isUnasked
          ? { rule, at: falls.at }
          : { rule };
      },
      *wrong(state, { facts: { outcome, overturned } }) {
        if (outcome === 'interrupted' || outcome === 'lapsed') return;
        const follows = followingFrom(state, overturned === true);
        if (outcome !== follows) yield ['outcome', `is "${outcome}", but "${follows}" follows (NVP-3)`];
        if (overturned !== undefined && state.stage !== 'question')
          yield ['overturned', 'is told, but nobody asked the council (NVP-3)'];
      },
    },
  },
});

/** As what it ends as it stands. */
function followingFrom(state: NodeVetoState, isOverturned: boolean): string {
  const left = endingOf(state);
  if (left !== undefined) return left;
  const isDecided = state.stage === 'question' || next(state)?.what === 'unasked';
  return isDecided ? outcomeOf(state.finding, isOverturned) : 'nothing';
}
