/** Computes a family's founding again: from its record alone, and from its evidence too (MEM-7, REC-1). */
import { type FamilyEntry, familyEntries } from '../../rules/family/entries.ts';
import { evolve } from '../../rules/family/evolve.ts';
import { acceptanceFault, mayAct } from '../../rules/family/permissions.ts';
import { allAccepted, begunFamily, type FamilyState } from '../../rules/family/state.ts';
import type { Facts } from '../../rules/refusal.ts';
import { later, notBefore } from '../proposal/course/windows.ts';
import { compared, type Difference, inEvidence, inRecord } from '../recount/difference.ts';
import { type Course, replay, toldIn, type Wrong } from '../recount/replay.ts';
import { numberedDifferences } from '../recount/timeline.ts';
import { composeFamily, reasonsOf } from './composition.ts';
import type { FamilyEvidence, FamilyRecord } from './schema.ts';

/** What may stand against a founding. */
const reasons: readonly string[] = ['unknown-member', 'in-a-family', 'family-taken'];

/** Everything in a record that anyone can see to be wrong from the record alone. */
export function* familyFigures(record: FamilyRecord): Generator<Difference> {
  const { founders, accepted, declinedBy, outcome, createdAt, closes, endedAt, rules } = record;
  yield* compared('/closes', closes, later(createdAt, rules.families.accept));
  if (founders.length < 2 || new Set(founders).size !== founders.length)
    yield inRecord('/founders', 'are not two or more, each named once (MEM-7)');
  if (accepted[0] !== founders[0])
    yield inRecord('/accepted/0', `is not ${founders[0] ?? 'anybody'}, who proposed it (MEM-7)`);
  if (new Set(accepted).size !== accepted.length || accepted.some((one) => !founders.includes(one)))
    yield inRecord('/accepted', 'name one twice, or one who is no founder (MEM-7)');
  if (declinedBy !== null && !founders.includes(declinedBy))
    yield inRecord('/declinedBy', `is ${declinedBy}, who is no founder (MEM-7)`);
  const isInterrupted = outcome === 'interrupted';
  yield* compared('/ending/rule', record.ending.rule, isInterrupted ? 'PRO-9' : 'MEM-7');
  yield* notBefore('/endedAt', endedAt, { earliest: createdAt, what: 'when it was proposed' });
  if (!isInterrupted) {
    yield* compared('/outcome', outcome, outcomeOf(record));
    if (isSilent(record)) yield* compared('/endedAt', endedAt, closes);
    for (const sentence of refusalWrong(record, record.refused)) yield inRecord('/refused', sentence);
  }
  yield* compared('/rationale', record.rationale, reasonsOf(record));
}

type Settling = Pick<FamilyState, 'founders' | 'accepted' | 'declinedBy'>;

/** Founded where everyone accepted and nothing stood against it. */
const outcomeOf = (state: Settling & { readonly refused?: unknown }): 'founded' | 'lapsed' =>
  allAccepted(state) && state.declinedBy === null && (state.refused ?? null) === null ? 'founded' : 'lapsed';

/** Whether nothing but its time ended it. */
const isSilent = (state: Settling & { readonly refused?: unknown }): boolean =>
  !allAccepted(state) && state.declinedBy === null && (state.refused ?? null) === null;

/** What stood against it stands so by the rules, and is about its founders or its family. */
function* refusalWrong(
  { founders, declinedBy }: Settling,
  refused: { readonly code: string; readonly facts: Facts } | null,
): Generator<string> {
  if (refused === null) return;
  if (declinedBy !== null) yield 'is of one that a founder declined (MEM-7)';
  if (!reasons.includes(refused.code)) yield `is ${refused.code}, which stands against no founding (MEM-7)`;
  const { members = [] } = refused.facts;
  if (!Array.isArray(members) || members.some((member) => !founders.includes(member as string)))
    yield 'names one who is no founder (MEM-7)';
}

/** Everything in which the record differs from what follows from its evidence. */
export function* familyDifferences(
  record: FamilyRecord,
  { timeline }: FamilyEvidence,
): Generator<Difference> {
  yield* numberedDifferences('timeline', timeline);
  const isWhole = timeline.some(({ kind }) => kind === 'proposed') && timeline.at(-1)?.kind === 'ended';
  if (!isWhole) {
    yield inEvidence('/timeline', 'has no beginning, or no ending (PRO-9)');
    return;
  }
  yield* compared('', record, composeFamily({ ...record, timeline }));
  yield* replay(courseOf(record), begun(record), toldIn('timeline', timeline));
}

const begun = ({
  id,
  family,
  title: name,
  founders,
  charter,
  createdAt,
  continuationOf,
}: FamilyRecord): FamilyState =>
  begunFamily({ id, family: { id: family, name }, founders, charter, createdAt, continuationOf });

const courseOf = ({ rules }: Pick<FamilyRecord, 'rules'>): Course<FamilyState, FamilyEntry> => ({
  entries: familyEntries,
  evolve,
  rows: {
    proposed: {
      due: ({ createdAt, founders }) => ({
        by: founders[0],
        closes: later(createdAt, rules.families.accept),
      }),
      *wrong({ deadline }): Generator<Wrong> {
        if (deadline !== null) yield 'is proposed a second time (MEM-7)';
      },
    },
    accepted: {
      refused: (state, { at, facts: { by } }) =>
        mayAct('acceptance', state, { id: by, status: 'active' }, at) ?? acceptanceFault(state, by, true),
    },
    declined: {
      refused: (state, { at, facts: { by } }) =>
        mayAct('acceptance', state, { id: by, status: 'active' }, at),
    },
    ended: {
      due: (state, { facts: { outcome, refused } }) => {
        if (outcome === 'interrupted') return { rule: 'PRO-9' };
        const due = { rule: 'MEM-7', outcome: outcomeOf({ ...state, refused }) };
        return isSilent({ ...state, refused }) ? { ...due, at: state.deadline } : due;
      },
      *wrong(state, { facts: { refused = null } }): Generator<Wrong> {
        for (const sentence of refusalWrong(state, refused)) yield ['refused', sentence];
      },
    },
  },
});
