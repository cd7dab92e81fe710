/** Each act that was acknowledged is there exactly once, each that was refused nowhere, and of the others none twice. */
import canonicalize from 'canonicalize';
import { canonicalBytes } from '../../ledger/bytes/canonical.ts';
import { leafHash } from '../../ledger/log/merkle.ts';
import type { Json } from './client.ts';
import type { Operation } from './history.ts';
import type { Final, Finals } from './last-look.ts';
import { mark } from './plan.ts';
import type { Seen } from './seen.ts';

/** How often an act's effect is there; null where that cannot be told from others'. */
type Trace = (operation: Operation, final: Final) => number | null;

/** Entries of a part of the evidence that hold the act's mark. */
const marked =
  (part: string): Trace =>
  ({ name }, { evidence }) =>
    evidence === null ? null : (evidence[part] ?? []).filter((entry: Json) => holds(entry, name)).length;

const holds = (entry: Json, name: string): boolean => JSON.stringify(entry).includes(mark(name));

/** Entries of the timeline of these kinds that hold the act's mark. */
const told =
  (...kinds: readonly string[]): Trace =>
  ({ name }, { timeline }) =>
    timeline.filter((item) => kinds.includes(item.kind) && holds(item, name)).length;

/** Declarations of the member of this kind. */
const declared: Trace = ({ act, member }, { evidence }) =>
  evidence === null
    ? null
    : evidence.declarations.filter((entry: Json) => entry.kind === act && entry.member === member).length;

const traces: Readonly<Record<string, Trace>> = {
  statements: marked('statements'),
  position: marked('positions'),
  ballot: marked('ballots'),
  // A ranking has no words of its own: it is found by its acknowledgement below.
  preferences: () => null,
  amendments: ({ body }, { versions }) => versions.filter(({ title }) => title === body.title).length,
  edit: () => null,
  submission: (_, { timeline }) => timeline.filter(({ kind }) => kind === 'submitted').length,
  withdrawal: (_, { timeline }) =>
    timeline.filter(({ kind, facts }) => kind === 'ended' && facts.outcome === 'withdrawn').length,
  objection: told('objected'),
  veto: told('vetoed'),
  contest: told('contested'),
  resolution: told('guardian-resolved'),
  approval: told('guardian-answered'),
  appeal: told('appealed'),
  task: told('task-confirmed'),
  disclosures: marked('declarations'),
  attestations: marked('declarations'),
  hearing: marked('declarations'),
  'opt-outs': marked('declarations'),
  consents: declared,
  escalation: declared,
  delegations: () => null,
  retry: ({ answer }, { state }) =>
    answer?.id !== undefined && state.retriedBy === answer.id
      ? 1
      : (state.links ?? []).filter(({ relation }: Json) => relation === 'retried-by').length,
  report: told('reported'),
  justification: told('justified'),
  'override-calls': told('override-opened'),
  'ratification-calls': told('ratification-opened'),
  terms: told('terms-put'),
  // Who has put terms has accepted them: accepting one's own is answered alike, and tells nothing.
  acceptance: ({ member, path }, { state }) =>
    state.terms.filter(
      ({ n, acceptedBy }: Json) => n === Number(path.split('/').at(-2)) && acceptedBy.includes(member),
    ).length,
  impasse: () => null,
  remedies: marked('declarations'),
  ruling: ({ name }, { state }) => (state.ruling !== null && holds(state.ruling, name) ? 1 : 0),
};

export function checkActs(operations: readonly Operation[], finals: Finals, seen: Seen): void {
  const byId = new Map(finals.decisions.map((final) => [final.known.id, final]));
  for (const operation of operations) {
    if (operation.decision === null) continue;
    const final = byId.get(operation.decision);
    if (final === undefined) continue;
    judge(operation, traces[operation.act]?.(operation, final) ?? null, final.known.name, seen);
    acknowledged(operation, final, seen);
  }
  checkBeginnings(operations, finals, seen);
  checkRankings(operations, finals, seen);
  checkDelegations(operations, finals, seen);
  checkEdits(operations, finals, seen);
}

function judge(
  { name, act, verdict, attempts }: Operation,
  count: number | null,
  decision: string,
  seen: Seen,
): void {
  if (count === null) return;
  const heard = attempts.map((one) => ('status' in one.heard ? one.heard.status : one.heard.lost)).join(', ');
  const said = `${act} ${name} (heard: ${heard})`;
  if (count > 1) seen.violates('doubled', decision, `${said} is there ${count} times`);
  if (verdict === 'ok' && count === 0)
    seen.violates('lost', decision, `${said} was acknowledged, and is not there`);
  if (verdict === 'refused' && count > 0 && hasWords(act))
    seen.violates('refused but done', decision, `${said} was refused, and is there`);
}

/** Acts that leave no words of their own may have been done by another attempt under another name. */
const wordless = new Set([
  'submission',
  'withdrawal',
  'consents',
  'escalation',
  'retry',
  'acceptance',
  'impasse',
]);
const hasWords = (act: string): boolean => !wordless.has(act);

/** What was promised as an entry is that entry, byte for byte. */
function acknowledged(
  { name, act, answer, verdict }: Operation,
  { evidence, known }: Final,
  seen: Seen,
): void {
  if (verdict !== 'ok' || answer?.acknowledgement === undefined || evidence === null) return;
  const { hash, promise: _promise, ...entry } = answer.acknowledgement;
  if (leafHash(canonicalBytes(entry)).toString('hex') !== hash)
    seen.violates(
      'differs',
      known.name,
      `the acknowledgement of ${act} ${name} does not hash to what it says`,
    );
  const text = canonicalize(entry);
  const parts = ['ballots', 'positions', 'preferences', 'statements', 'declarations'];
  const entries = parts.flatMap((part) => (evidence[part] ?? []) as Json[]);
  const same = entries.filter((one) => canonicalize(one) === text).length;
  if (same === 0)
    seen.violates(
      'lost',
      known.name,
      `${act} ${name} was acknowledged as ${text}, and the evidence has no such entry`,
    );
}

/** Why a decision may be refused that was planned well: an outage lasted beyond a date in it, or another decision came first. */
const overtaken: ReadonlySet<string> = new Set([
  'past-instant',
  'changes-nothing',
  'already-done',
  'repeated-act',
  'unknown-member',
]);

/** A decision whose beginning was acknowledged is there, once; one that was refused is not. */
function checkBeginnings(operations: readonly Operation[], { decisions }: Finals, seen: Seen): void {
  for (const operation of operations) {
    const { decision, name, answer, verdict } = operation;
    if (decision !== null) continue;
    const own = decisions.filter(
      ({ state }) =>
        state.id === answer?.id || (state.links?.length === 0 && holds([state.title, state.what], name)),
    );
    judge(operation, own.length, name, seen);
    if (verdict === 'refused' && !overtaken.has(String(answer?.type).replace('/problems/', '')))
      seen.violates(
        'lost',
        name,
        `it was refused at its beginning, though nothing is wrong with it: ${JSON.stringify(answer)}`,
      );
  }
}

/** Of the rankings of a member in a poll there are as many as were acknowledged, and no more than were sent. */
function checkRankings(operations: readonly Operation[], { decisions }: Finals, seen: Seen): void {
  for (const { known, evidence } of decisions)
    for (const member of new Set((evidence?.preferences ?? []).map(({ elector }: Json) => elector))) {
      const sent = operations.filter(
        (one) =>
          one.act === 'preferences' &&
          one.decision === known.id &&
          one.member === member &&
          one.verdict !== 'refused',
      );
      const there = evidence.preferences.filter(({ elector }: Json) => elector === member).length;
      if (there > sent.length)
        seen.violates(
          'doubled',
          known.name,
          `${String(member)} sent ${sent.length} rankings that were not refused, and ${there} are there`,
        );
    }
}

function checkDelegations(operations: readonly Operation[], { delegations }: Finals, seen: Seen): void {
  const made = operations.filter(({ act }) => act === 'delegations');
  for (const operation of made) {
    const { member, decision, body, name } = operation;
    // The same member may delegate in one decision twice, to the same member too: in the review of each text.
    const others = new Set(made.filter((one) => one !== operation).flatMap(({ answer }) => answer?.id ?? []));
    const count = delegations.filter(
      ({ id, from, to, scope }) =>
        from === member && scope.proposal === decision && to === body.to && !others.has(id),
    ).length;
    judge(operation, count, name, seen);
  }
}

/** The timeline of a draft has an entry for each edit; the text that was submitted is that of the last. */
function checkEdits(operations: readonly Operation[], { decisions }: Finals, seen: Seen): void {
  for (const { known, timeline, versions } of decisions) {
    const edits = operations.filter(({ act, decision }) => act === 'edit' && decision === known.id);
    if (edits.length === 0) continue;
    const ok = edits.filter(({ verdict }) => verdict === 'ok');
    const possible = edits.filter(({ verdict }) => verdict !== 'refused');
    const entries = timeline.filter(({ kind }) => kind === 'edited').length;
    if (entries < ok.length)
      seen.violates(
        'lost',
        known.name,
        `${ok.length} edits were acknowledged, and the timeline has ${entries}`,
      );
    if (entries > possible.length)
      seen.violates(
        'doubled',
        known.name,
        `${possible.length} edits were sent that were not refused, and the timeline has ${entries}`,
      );
    const title = versions[0]?.title as string | undefined;
    if (title === undefined || ok.length === 0) continue;
    if (!possible.some((edit) => edit.body.title === title))
      seen.violates(
        'lost',
        known.name,
        `it was submitted as “${title}”, which no edit says that was acknowledged or unknown`,
      );
  }
}
