/** What a script passes beside its polls: requirements, objections, veto, approval, appeal and delay (PRO-11, VET-1 to VET-4, APP-1). */
import type { EntryKind } from '../../rules/timeline.ts';
import type { ProposalEvidence } from '../../ledger/parts/schema/evidence.ts';
import type { Requirement } from '../../rules/proposal/state.ts';
import { interrupt, isCut, note, open, type Play } from './play.ts';
import { type Declared, fail, hour, later, start, type VetoScript } from './script.ts';

/** What each kind of declaration meets; what is said without a version answers the first. */
const meets = (kind: string, facts: Declared[3]): string | undefined =>
  ({
    consents: 'consent',
    attestations: facts !== undefined && 'diversity' in facts ? 'diversity' : 'resources',
    hearing: 'hearing',
  })[kind];
const answering = (kind: string, facts: Declared[3]): Declared[3] =>
  meets(kind, facts) === undefined ? facts : { version: 1, ...facts };

/** Every declaration as the evidence has it. */
export function declarationsOf({ script, id }: Play): ProposalEvidence['declarations'] {
  const counted = new Map<string, number>();
  return (script.declared ?? [])
    .map(([kind, member, hours, facts = {}]) => {
      const number = (counted.get(`${kind} ${member}`) ?? 0) + 1;
      counted.set(`${kind} ${member}`, number);
      const said = answering(kind, facts) ?? {};
      return { decision: id, kind, member, number, facts: said, at: later(start, hours) };
    })
    .toSorted((one, other) => {
      const [own, others] = [`${one.kind} ${one.member}`, `${other.kind} ${other.member}`];
      return own < others ? -1 : own > others ? 1 : one.number - other.number;
    });
}

const isAnswer = ([kind, member, , facts]: Declared, { what, who }: Requirement): boolean =>
  meets(kind, facts) === what &&
  (what === 'resources' || what === 'diversity' || (facts?.for ?? member) === who);

/** Requirements and objections run beside the stages: what becomes of each is told at its own instant. */
export function settle(play: Play): void {
  const { script, requirements, settled } = play;
  for (const requirement of requirements) {
    const { what, who, until } = requirement;
    const given = script.declared?.find((one) => isAnswer(one, requirement));
    const isTimely = given !== undefined && later(start, given[2]) < until;
    const at = isTimely ? later(start, given[2]) : until;
    const how = !isTimely ? 'timed-out' : given[3]?.consent === false ? 'refused' : 'met';
    settled.push(at);
    if (!isCut(play, at))
      note(play, at, `requirement-${how}`, { requirement: what, who, version: requirement.version });
    const facts = { requirement: what, refusedBy: who };
    if (how === 'refused') interrupt(play, { at, outcome: 'rejected', rule: 'REP-1', facts });
    if (how === 'timed-out' && what !== 'hearing')
      interrupt(play, { at, outcome: 'lapsed', rule: 'PRO-11', facts: { missing: [{ what, who }], until } });
  }
  if (play.rules.category.tier !== 3) return;
  for (const [place, veto] of (script.vetoes ?? []).entries())
    settled.push(raise(play, place + 1, veto, { kind: 'objected', from: start }));
}

/** A veto or objection and what became of it; answers when. One that stands ends the decision (VET-2). */
function raise(
  play: Play,
  number: number,
  { by, matter, hours, contest, answer }: VetoScript,
  { kind, from }: { readonly kind: EntryKind; readonly from: string },
): string {
  const at = later(from, hours);
  const until = later(at, (play.rules.charter.vetoes?.contest ?? fail('no vetoes')) / hour);
  note(play, at, kind, { veto: number, by, matter, reason: 'It is mine.', until, version: 1 });
  if (contest === undefined) return stand(play, number, until, null);
  const contestedAt = later(at, contest.hours);
  const question = `question-${number}`;
  note(play, contestedAt, 'contested', { vetoes: [number], by: contest.by, reason: 'It is ours.' });
  note(play, contestedAt, 'questioned-by', { id: question, vetoes: [number] });
  const answeredAt = later(contestedAt, answer?.hours ?? fail('no answer'));
  if (answer?.outcome === 'stands') return stand(play, number, answeredAt, question);
  note(play, answeredAt, 'veto-lifted', { veto: number, by, matter, question });
  return answeredAt;
}

function stand(play: Play, veto: number, at: string, question: string | null): string {
  note(play, at, 'veto-stands', { veto, question });
  interrupt(play, { at, outcome: 'vetoed', rule: 'VET-2', facts: { veto, question } });
  return at;
}

/** Waits for the last of what adoption waits for; false where it is ended before. */
export function waited(play: Play): boolean {
  const last = play.settled.toSorted().at(-1);
  if (last !== undefined && last > play.now) {
    if (!isCut(play, play.now)) open(play, 'requirements', null);
    if (isCut(play, later(last, 1))) return false;
    play.now = last;
  }
  return !isCut(play, play.now);
}

type End = (outcome: string, rule: string, facts?: Record<string, unknown>) => void;

/** From adoption to execution. */
export function confirm(play: Play, isGuardianAsked: boolean, end: End): void {
  const { script, rules } = play;
  const gates = [veto, ...(isGuardianAsked ? [] : [approval]), appeal, delay];
  for (const gate of gates) if (gate(play, end)) return;
  const action = script.content?.action?.type ?? 'none';
  open(play, 'execution', null, { action });
  end('executed', 'EXE-1', { action, result: script.result ?? {}, of: rules.category.name });
}

/** Each answers whether it ended the decision. */
type Gate = (play: Play, end: End) => boolean;

const veto: Gate = (play, end) => {
  const { script, rules } = play;
  if (rules.category.tier !== 2 || rules.charter.vetoes === null) return false;
  const opened = play.now;
  play.now = open(play, 'veto', rules.charter.vetoes.window);
  const [told] = script.vetoes ?? [];
  if (told === undefined) return false;
  play.interruption = null;
  play.now = raise(play, 1, told, { kind: 'vetoed', from: opened });
  const stood = play.interruption as Play['interruption'];
  if (stood !== null) end(stood.outcome, stood.rule, stood.facts);
  return stood !== null;
};

const approval: Gate = (play, end) => {
  const { script, rules } = play;
  if (!rules.category.approval || rules.charter.guardian === null) return false;
  if (script.approval === 'vacant') return vacant(play, null, end);
  const closes = open(play, 'guardian-approval', rules.charter.guardian.answer, { guardian: 'ct' });
  if (script.approval === 'falls-vacant') {
    play.now = later(play.now, 5);
    return vacant(play, 'ct', end);
  }
  if (script.away !== undefined) {
    note(play, closes, 'approval-owed', { guardian: 'ct', offlineFrom: play.now });
    play.now = closes;
    return false;
  }
  if (script.approval === undefined) {
    play.now = closes;
    if (rules.charter.guardian.silence === 'assent') {
      note(play, closes, 'approval-assumed', { guardian: 'ct' });
      return false;
    }
    end('lapsed', 'AMD-2', { guardian: 'ct', approval: null });
    return true;
  }
  play.now = later(play.now, 5);
  return !isApproved(play, script.approval, end);
};

/** Nobody holds the office: what fills it goes on (AMD-2). */
function vacant(play: Play, from: string | null, end: End): boolean {
  const fills =
    play.rules.category.actions.includes('member.guardian') ||
    play.rules.charter.guardian?.silence === 'assent';
  if (fills) note(play, play.now, 'approval-passed-over', { guardian: null, action: 'member.guardian' });
  else {
    note(play, play.now, 'approval-vacant', { from });
    end('lapsed', 'AMD-2', { guardian: null, approval: null });
  }
  return !fills;
}

function isApproved(
  play: Play,
  { approve, reason }: { readonly approve: boolean; readonly reason: string },
  end: End,
): boolean {
  note(play, play.now, 'guardian-answered', { guardian: 'ct', approve, reason });
  if (!approve) end('refused-by-guardian', 'VET-3', { guardian: 'ct', reason });
  return approve;
}

/** An approval that is owed as the delay begins (AMD-2). */
function owed(play: Play, closes: string, end: End): boolean {
  const { away, approval } = play.script;
  if (away === 'to-the-end' || away === 'departed') {
    const told = away === 'departed' ? { guardian: null } : { guardian: 'ct', offlineFrom: play.now };
    note(play, closes, 'approval-passed-over', { ...told, action: 'member.guardian' });
    return false;
  }
  if (typeof approval === 'object') {
    play.now = later(play.now, 7);
    return !isApproved(play, approval, end);
  }
  play.now = closes;
  end('lapsed', 'AMD-2', { guardian: 'ct', approval: null });
  return true;
}

const appeal: Gate = (play, end) => {
  const { script, rules } = play;
  if (!rules.category.appeal || rules.charter.appeals === null || rules.charter.guardian === null)
    return false;
  const closes = open(play, 'appeal', rules.charter.appeals.window);
  if (script.appeal === undefined) {
    play.now = closes;
    return false;
  }
  const { outcome, reason } = script.appeal;
  const [by, principle] = ['m1', 'autonomy'];
  const lodged = later(play.now, 10);
  note(play, lodged, 'appealed', { by, principle, reason: 'It is my press.', id: 'appeal-1' });
  play.now = reason === null ? later(lodged, rules.charter.guardian.answer / hour) : later(lodged, 5);
  note(play, play.now, 'appeal-ended', { by, principle, outcome, guardian: 'ct', reason });
  if (outcome !== 'upheld') end(outcome, 'APP-2', { by, principle });
  return outcome !== 'upheld';
};

const delay: Gate = (play, end) => {
  const { script, rules } = play;
  const { delay: length, tier } = rules.category;
  if (tier !== 3 || length === null) return false;
  const opened = play.now;
  const closes = open(play, 'delay', length);
  if (script.away !== undefined && owed(play, closes, end)) return true;
  play.now = closes;
  const principle = script.guardiansVeto;
  if (principle === undefined) return false;
  play.now = later(opened, 7);
  const facts = { by: 'ct', matter: principle, reason: 'It breaks it.', until: null };
  note(play, play.now, 'vetoed', { veto: (script.vetoes?.length ?? 0) + 1, version: 1, ...facts });
  end('vetoed', 'VET-3', { guardian: 'ct', principle, reason: facts.reason });
  return true;
};
