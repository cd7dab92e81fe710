/** What the process begins with in which an interrupted one's matter goes on: its content and its charter copy, from its first stage (PRO-9). */
import { charterCopy } from '../../charter/copy.ts';
import type { CharterCopy } from '../../charter/types.ts';
import { type AppealState, begunAppeal } from '../../rules/appeal/state.ts';
import { type ConflictState, emptySide, sidesOf } from '../../rules/conflict/state.ts';
import { type AlarmState, lastStep, type Source, steps } from '../../rules/alarm/state.ts';
import { kindOf } from '../../rules/kinds.ts';
import { carriedOver } from '../../rules/repair/evolve.ts';
import { heldAs, type NodeVetoState, staying } from '../../rules/node-veto/state.ts';
import type { RepairState } from '../../rules/repair/state.ts';
import type { RestorativeState } from '../../rules/restorative/state.ts';
import type { Link } from '../../rules/proposal/state.ts';
import { charterVersion } from '../../store/council/charters.ts';
import type { Db } from '../../store/postgres/database.ts';
import { processRow, type ProcessRow } from '../../store/processes/interruptions.ts';
import { openRestorativeOf } from '../../store/processes/kinds/restorative.ts';
import { readTimeline } from '../../store/processes/timeline.ts';
import type { Facts } from '../../rules/refusal.ts';
import type {
  AlarmInput,
  AppealInput,
  ConflictInput,
  NodeVetoInput,
  ProposalInput,
  RepairInput,
  RestorativeInput,
  Start,
} from '../../workflows/inputs.ts';

/** @param id of the new process @throws where the process has not ended, or its charter version is missing */
export async function startOf(db: Db, ended: ProcessRow, id: string): Promise<Start> {
  const createdAt = ended.state.endedAt;
  if (createdAt === null) throw new Error(`${ended.state.id} has not ended`);
  switch (ended.kind) {
    case 'proposal': {
      const charter = await copyOf(db, ended.state.charter);
      return { kind: 'proposal', input: proposalAnew(ended, { id, createdAt, charter }) };
    }
    case 'emergency': {
      const { actor, what, reason, action, reversal, charter } = ended.state;
      const act = { id, actor, what, reason, action, reversal, createdAt, retryOf: ended.state };
      return { kind: 'emergency', input: { ...act, charter: await copyOf(db, charter) } };
    }
    case 'conflict': {
      const charter = await copyOf(db, ended.state.charter);
      const waitsFor = await openRestorativeOf(db, ended.state.id);
      return {
        kind: 'conflict',
        input: { ...conflictAnew(ended.state, { id, createdAt, charter }), waitsFor },
      };
    }
    case 'appeal':
      return { kind: 'appeal', input: await appealAnew(db, ended.state, { id, createdAt }) };
    case 'lookback': {
      const { of, charter, window, id: continuationOf } = ended.state;
      return { kind: 'lookback', input: { id, of, charter, window, createdAt, continuationOf } };
    }
    case 'family': {
      const { family, founders, charter, id: continuationOf } = ended.state;
      const { families } = (await copyOf(db, charter)).charter;
      if (families === null) throw new Error(`the charter of ${continuationOf} has no families`);
      const begun = { id, family, founders, charter, createdAt, continuationOf };
      return { kind: 'family', input: { ...begun, accept: families.accept } };
    }
    case 'alarm':
      return { kind: 'alarm', input: await alarmAnew(db, ended.state, { id, createdAt }) };
    case 'repair':
      return { kind: 'repair', input: repairAnew(ended.state, { id, createdAt }) };
    case 'node-veto':
      return { kind: 'node-veto', input: await nodeVetoAnew(db, ended.state, { id, createdAt }) };
    case 'restorative':
      return { kind: 'restorative', input: restorativeAnew(ended.state, { id, createdAt }) };
  }
}

interface Anew {
  readonly id: string;
  readonly createdAt: string;
  readonly charter: CharterCopy;
}

/** Where it came from holds on: a family's matter before the council, a veto's question, what was remanded. */
const handedOn: readonly Link['relation'][] = [
  'escalated-from',
  'question-of',
  'called-back-from',
  'remand-of',
  'removal-of',
  'node-veto-question-of',
];

function proposalAnew(
  { state, content }: Extract<ProcessRow, { kind: 'proposal' }>,
  { id, createdAt, charter }: Anew,
): ProposalInput {
  if (content === null) throw new Error(`${state.id} has no text`);
  const { author, originator, category, tier, family, mandate, asks } = state;
  const from = state.links.filter(({ relation }) => handedOn.includes(relation));
  // A draft is its author's alone, and leaves no record (PRO-1).
  const isDraft = state.submittedAt === null;
  return {
    id,
    author,
    category,
    content,
    charter,
    createdAt,
    from: isDraft ? 'draft' : 'opening',
    startsAt: isDraft ? state.startsAt : null,
    links: isDraft ? [] : [...from, { relation: 'continuation-of', id: state.id }],
    opening: isDraft
      ? undefined
      : {
          originator,
          family: tier === 3 ? family : null,
          whole: mandate === null,
          sameCharter: true,
          remanded: from.some(({ relation }) => relation === 'remand-of'),
          ...(asks === null ? {} : { question: asks }),
          continued: { family: tier === 2 ? family : null, mandate: mandate?.id ?? null },
        },
  };
}

/** Who has departed is found to have done so; where a side would be empty from the start, that ends it as it would have then (CNF-1). */
function conflictAnew(state: ConflictState, { id, createdAt, charter }: Anew): ConflictInput {
  const { what, remedy, remandOf } = state;
  const parties = emptySide(state) === undefined ? sidesOf(state) : state.parties;
  return { id, parties, what, remedy, charter, createdAt, remandOf, continuationOf: state.id };
}

/** Its sources stand as they were put, and who was told has been told: the next ones are told in their time (ALM-4). */
async function alarmAnew(
  db: Db,
  { id: continuationOf, alert, raisedBy, confirmedBy, doubted, ladder, charter }: AlarmState,
  { id, createdAt }: Omit<Anew, 'charter'>,
): Promise<AlarmInput> {
  if (alert === null || raisedBy === null) throw new Error(`${continuationOf} was never raised`);
  const timeline = await readTimeline(db, continuationOf, {});
  const sources = timeline.flatMap(
    ({ facts }: { readonly facts: Facts }) => (facts['sources'] ?? []) as readonly Source[],
  );
  const { by, byOwner: owner } = raisedBy;
  // Nobody is told for the first time by the last step.
  const told = steps[Math.min(ladder.n, lastStep - 1) - 1] ?? 'duty';
  const duty = confirmedBy === 'duty';
  return { id, createdAt, continuationOf, charter, by, owner, duty, doubted, alert, sources, told };
}

/** What was agreed on holds: nobody is asked for it a second time. */
function repairAnew(state: RepairState, { id, createdAt }: Omit<Anew, 'charter'>): RepairInput {
  const { from, parties, room, charter, terms, circle, agreedAt } = state;
  const common = { id, from, parties, room, charter, createdAt, continuationOf: state.id };
  if (agreedAt !== null) return { ...common, begins: { carried: carriedOver(state, createdAt), agreedAt } };
  // Put to those whom the circle chose, it goes on with them.
  if (terms === null && circle !== null)
    return {
      ...common,
      begins: { by: circle.by, affected: circle.affected, asked: circle.obligations },
    };
  if (terms === null) throw new Error(`${state.id} has no terms`);
  return { ...common, begins: { by: terms.by, obligations: terms.obligations } };
}

/** From its first stage, with the nodes that have not withdrawn, and held as it was: nobody has found anything (NVP-3). */
async function nodeVetoAnew(
  db: Db,
  state: NodeVetoState,
  { id, createdAt }: Omit<Anew, 'charter'>,
): Promise<NodeVetoInput> {
  const [first, ...joined] = staying(state);
  if (first === undefined) throw new Error(`${state.id} has no node`);
  const [told] = await readTimeline(db, state.id, { kind: 'opened' });
  const { of, act, known, heldBefore, answerers, concerned, asks, recused, charter } = state;
  const { danger, remedy, hold, withoutHold } = state;
  return {
    id,
    of,
    act,
    known,
    heldBefore,
    answerers,
    concerned,
    asks,
    recused,
    charter,
    createdAt,
    continuationOf: state.id,
    first,
    joined,
    danger,
    evidence: typeof told?.facts.evidence === 'string' ? told.facts.evidence : '',
    remedy,
    holds: hold !== null && heldAs(state),
    holdEnds: hold?.ends ?? null,
    withoutHold,
  };
}

/** From its first stage: what was agreed on runs as a plan of its own, and what waited for it waits for this one. */
function restorativeAnew(
  state: RestorativeState,
  { id, createdAt }: Omit<Anew, 'charter'>,
): RestorativeInput {
  const { from, harmed, responsible, what, charter } = state;
  const common = { from, case: state.case, harmed, responsible, what, charter };
  return { id, createdAt, ...common, by: null, continuationOf: state.id };
}

async function appealAnew(
  db: Db,
  { of, appellant, principle, reason, remanded, id: continuationOf }: AppealState,
  { id, createdAt }: Omit<Anew, 'charter'>,
): Promise<AppealInput> {
  const appealed = await processRow(db, of.kind, of.id);
  if (appealed === undefined || (appealed.kind !== 'proposal' && appealed.kind !== 'conflict'))
    throw new Error(`nothing was appealed by ${continuationOf}`);
  const { guardian } = (await copyOf(db, appealed.state.charter)).charter;
  if (guardian === null) throw new Error(`the charter of ${of.id} has no guardian`);
  const { role, answer } = guardian;
  return {
    state: begunAppeal({ id, of, appellant, principle, reason, remanded, createdAt, continuationOf }),
    guardian: { role, answer },
    concerned: [...kindOf(appealed).concerned(appealed.state), ...(await resolversOf(db, of.id))],
  };
}

/** The guardian who decided what is appealed, where one did: they do not rule on it too. */
async function resolversOf(db: Db, appealed: string): Promise<string[]> {
  const told = await readTimeline(db, appealed, { kind: 'guardian-resolved' });
  return told.flatMap(({ facts }) => (typeof facts.guardian === 'string' ? [facts.guardian] : []));
}

async function copyOf(
  db: Db,
  { version, pace }: { readonly version: number; readonly pace: number },
): Promise<CharterCopy> {
  const kept = await charterVersion(db, version);
  if (kept === undefined) throw new Error(`no charter version ${version}`);
  return charterCopy(kept, pace);
}
