/** What ends a decision before its way does: a withdrawal, an objection that stands, a gate, a request for another body or category, the loss of its workflow (PRO-6, VET-2, PRO-11, REP-1, TIE-3, TIE-6, MAN-2, PRO-9). */
import { consentRule } from '../../rules/proposal/gates.ts';
import { wrongCategory } from './category-requests.ts';
import { isObject } from '../bytes/json.ts';
import { compared, type Difference, inRecord } from '../recount/difference.ts';
import type { Arrival } from './course/arrival.ts';
import { declaredBy } from './rationale.ts';
import type { ProposalRecord } from '../parts/schema/record.ts';
import { unendorsed } from './people/endorsement.ts';
import { notBefore } from './course/windows.ts';

/** Each by its outcome and rule: what is missing where the record does not show its cause. */
const causes: Readonly<Record<string, (record: ProposalRecord) => Generator<Difference>>> = {
  'vetoed VET-2': vetoed,
  'vetoed NVP-3': vetoedByNode,
  'rejected REP-1': refused,
  'rejected MEM-7': refused,
  'lapsed PRO-11': lapsed,
  'lapsed PRO-2': unendorsed,
  'lapsed VET-2': questionLapsed,
  'escalated TIE-3': escalated,
  'escalated MAN-2': calledBack,
  'wrong-category TIE-6': wrongCategory,
};

const causeOf = ({ outcome, ending, tier }: ProposalRecord) => {
  const name = `${outcome} ${ending.rule}`;
  // In a family a veto comes after adoption.
  return Object.hasOwn(causes, name) && !(tier === 2 && outcome === 'vetoed') ? causes[name] : undefined;
};

/** Whether something else than its own way ended a decision, as its record has it. */
export const isInterrupted = (record: ProposalRecord): boolean =>
  ['withdrawn', 'interrupted'].includes(record.outcome) || causeOf(record) !== undefined;

export function* interruptionDifferences(record: ProposalRecord, arrival: Arrival): Generator<Difference> {
  if (record.outcome === 'interrupted') {
    yield* goneDifferences(record);
    return;
  }
  if (!mayBeInterrupted(record, arrival)) {
    const { at, rule } = arrival;
    const way = at === 'unfinished' ? 'nothing in the record interrupts it so' : `${at} follows (${rule})`;
    yield inRecord('/outcome', `is ${record.outcome}, but ${way}`);
  }
  yield* causeOf(record)?.(record) ?? [];
}

/** Wherever it stood, its matter goes on in the decision that its ending names; and it says who ended it, and why (PRO-9). */
function* goneDifferences(record: ProposalRecord): Generator<Difference> {
  const { ending, links } = record;
  yield* compared('/ending/rule', ending.rule, 'PRO-9');
  const next = links.filter(({ relation }) => relation === 'continued-by').map(({ id }) => id);
  if (next.length !== 1)
    yield inRecord('/links', `have ${next.length} continued-by, but one follows (PRO-9)`);
  if (ending.facts === null || !('told' in ending.facts)) return;
  const { by, reason, workflow, to } = toldOf(record);
  if (to !== next[0])
    yield inRecord('/ending/facts/told/to', 'is not the decision in which its matter goes on (PRO-9)');
  for (const [key, said] of Object.entries({ by, reason, workflow }))
    // Of what is hidden from the public a hash says that it was said (REC-5).
    if (!isObject(said) && (typeof said !== 'string' || said === ''))
      yield inRecord(
        `/ending/facts/told/${key}`,
        'is missing: an operator ends what has lost its workflow (PRO-9)',
      );
  if (workflow === 'RUNNING')
    yield inRecord('/ending/facts/told/workflow', 'is RUNNING, but nobody ends what runs (PRO-9)');
}

/**
 * Until the first vote opens, in a round or in the moment in which one is being closed, or while a consensus waits for its requirements.
 * A call back comes until adoption, the close of a vote included (MAN-2).
 */
function mayBeInterrupted(record: ProposalRecord, { at, rule }: Arrival): boolean {
  const { outcome, ending, votes, stages } = record;
  // Its action may have begun, of a retry too.
  if (ending.rule === 'NVP-3') return at === 'unfinished' || at === 'adopted';
  if (rule === 'MEM-3' || rule === 'EXE-2' || record.tier === 1) return false;
  if (ending.rule === 'MAN-2') return true;
  if (ending.rule === 'VET-2' && outcome === 'lapsed') return at === 'unfinished';
  const within = votes.length === 0 && (at === 'unfinished' || rule === 'CON-4');
  if (outcome !== 'withdrawn') return within && !stages.some(({ stage }) => afterAdoption.includes(stage));
  return within && isByAuthor(record) && (at === 'unfinished' || isInLastRound(record));
}

const afterAdoption: readonly string[] = ['veto', 'guardian-approval', 'appeal', 'delay', 'execution'];

const toldOf = ({ ending }: ProposalRecord): Readonly<Record<string, unknown>> =>
  ending.facts !== null && 'told' in ending.facts ? ending.facts.told : {};

/** Its author, and nobody else, may withdraw (PRO-6). */
const isByAuthor = (record: ProposalRecord): boolean =>
  record.author !== null && toldOf(record).by === record.author;

function isInLastRound(record: ProposalRecord): boolean {
  const { stage, round } = toldOf(record);
  return stage === 'requirements' || (stage === 'discussion' && round === record.rounds.at(-1)?.round);
}

function* vetoed({ vetoes, endedAt }: ProposalRecord): Generator<Difference> {
  const standing = vetoes.find(({ until, answer }) => until !== null && answer?.outcome === 'stands');
  if (standing === undefined) yield inRecord('/vetoes', 'have none that stands (VET-2)');
  else if (standing.answer !== null)
    yield* notBefore('/endedAt', endedAt, { earliest: standing.answer.at, what: 'when the veto stood' });
}

/** A node veto in which the danger stands ends it, from its submission to the end of its execution (NVP-3). */
function* vetoedByNode({ nodeVetoes = [], endedAt }: ProposalRecord): Generator<Difference> {
  const standing = nodeVetoes.find(({ outcome }) => outcome === 'vetoed');
  if (standing === undefined) yield inRecord('/nodeVetoes', 'have none in which the danger stands (NVP-3)');
  else if (standing.endedAt !== null)
    yield* notBefore('/endedAt', endedAt, { earliest: standing.endedAt, what: 'when the node veto ended' });
}

const questions: readonly string[] = ['question-of', 'node-veto-question-of'];

/** A question whose decision ended otherwise, or changed its text: nobody waits for the answer (VET-2). */
function* questionLapsed({ links }: ProposalRecord): Generator<Difference> {
  if (!links.some(({ relation }) => questions.includes(relation)))
    yield inRecord('/links', 'have no question-of, but only a question lapses so (VET-2)');
}

function* refused({ requirements, ending, family }: ProposalRecord): Generator<Difference> {
  const rule = consentRule({ family });
  yield* compared('/ending/rule', ending.rule, rule);
  if (!requirements.some(({ closed }) => closed?.how === 'refused'))
    yield inRecord('/requirements', `have none that was refused (${rule})`);
}

function* lapsed({ requirements, endedAt }: ProposalRecord): Generator<Difference> {
  const unmet = requirements.find(({ what, closed }) => what !== 'hearing' && closed?.how === 'timed-out');
  if (unmet === undefined) yield inRecord('/requirements', 'have none that was unmet in time (PRO-11)');
  else if (endedAt < unmet.until)
    yield inRecord('/endedAt', `is ${endedAt}, before ${unmet.until}, when it was due (PRO-11)`);
}

function* escalated(record: ProposalRecord): Generator<Difference> {
  const asked = declaredBy(record.declared, 'escalation');
  const needed = record.escalation?.needed;
  if (needed === undefined || asked < needed)
    yield inRecord(
      '/declared/escalation',
      `is ${asked}, but ${needed === undefined ? 'nobody could ask' : `${needed} are needed`} (TIE-3)`,
    );
  yield* linked(record, 'escalated-to');
}

function* calledBack(record: ProposalRecord): Generator<Difference> {
  const called = declaredBy(record.declared, 'call-backs');
  const { mandate } = record;
  if (mandate === null) yield inRecord('/mandate', 'is null, so there was nothing to call back (MAN-2)');
  else if (called < mandate.callBack)
    yield inRecord('/declared/call-backs', `is ${called}, but ${mandate.callBack} are needed (MAN-2)`);
  yield* linked(record, 'called-back-to');
}

/** Decisions that came of each other are linked (PRO-12). */
export function* linked({ links }: ProposalRecord, relation: string): Generator<Difference> {
  if (!links.some((link) => link.relation === relation))
    yield inRecord('/links', `have no ${relation} (PRO-12)`);
}
