/** The ballot box: takes what electors give. One transaction under the decision's lock checks poll, window and elector (VOT-6). */
import type { MemberStatus } from '../../rules/model.ts';
import { showsComing } from '../../rules/polls/hiding.ts';
import { undeclaredFault } from '../../rules/proposal/interests.ts';
import { rankingFault } from '../../rules/polls/preferences.ts';
import { type Act, mayAct } from '../../rules/proposal/permissions.ts';
import { maySee } from '../../rules/proposal/state.ts';
import { refuse, type Refusal } from '../../rules/refusal.ts';
import type { Answer, AnswerEntry, Box, Given, ProposalPoll } from './answers/answer.ts';
import { keepAnswers } from './answers/answer-keeping.ts';
import { type Found, type Known, knownOf, lookUp } from './answers/answer-look-up.ts';
import { holdKeys } from '../council/member-keys.ts';
import type { Clock } from '../postgres/clock.ts';
import { behindOpening, clocksDiffer } from '../postgres/clocks.ts';
import type { Db, Trx } from '../postgres/database.ts';
import { nowComplete, type Poll } from './polls.ts';
import { signatureRefusal } from './answers/signed-answers.ts';
import { isLate, standingAnswers } from './answers/standing-answers.ts';
import { inTurn, partIn } from '../postgres/turn.ts';

/** How often one elector may answer in one poll; every answer is kept (PRO-7). */
const answersPerElector = 100;

export type Taken =
  | {
      readonly entry: AnswerEntry;
      /** Under which the record will hold it; left out where it is not at hand. */
      readonly hash?: Buffer | undefined;
      /** False where it was taken before, and is only acknowledged again. */
      readonly fresh: boolean;
      /** Nobody may be missing any more from this answer on: the workflow is to look. */
      readonly complete: boolean;
    }
  | { readonly refusal: Refusal };

/**
 * What came of an answer, and what the member was then; `hidden`: there is no such decision for them (PRO-1); `away`: nothing was looked at,
 * since they are offline, and have to be back before their answer counts (MEM-4).
 */
export type Outcome = {
  readonly status: MemberStatus | undefined;
  /** Whether others may hear that it has come (VOT-7); left out where nothing has. */
  readonly shows?: boolean;
} & (Taken | { readonly hidden: true } | { readonly away: true });

const acts: Readonly<Record<ProposalPoll, Act>> = {
  preferences: 'preferences',
  positions: 'position',
  votes: 'ballot',
};

/** Another process may give the same elector's answer the same number; the answers that lost are tried again so often. */
const mostTries = 10;

/** An answer of which nothing is known but the error: the transaction that was to keep it failed, or was not answered. */
export interface Failed {
  readonly failure: unknown;
}

/**
 * Takes answers together, or says of each why not. What is answered is committed, may be acknowledged, and is counted (VOT-6). Each is
 * checked by itself, in the order in which they are given, as if it had come alone. Where a try fails, those fail that were tried in it: what
 * a try before kept, is kept.
 */
export async function takeAnswers(
  db: Db,
  clock: Clock,
  box: Box,
  given: readonly Given[],
): Promise<readonly (Outcome | Failed)[]> {
  const all = new Map<Given, Outcome | Failed>();
  let poll: Poll | undefined;
  let left = given;
  for (let tries = 0; left.length > 0; tries += 1) {
    const settled = await tryTogether(db, clock, box, left, tries).catch((failure: unknown) => ({
      poll,
      outcomes: new Map(left.map((one) => [one, { failure }])),
    }));
    poll = settled.poll;
    for (const [one, outcome] of settled.outcomes) all.set(one, outcome);
    left = left.filter((one) => !settled.outcomes.has(one));
  }
  const complete = isFresh(all) && poll !== undefined && (await completes(db, poll));
  return given.map((one) => {
    const outcome = all.get(one) as Outcome | Failed;
    return 'entry' in outcome && outcome.fresh ? { ...outcome, complete } : outcome;
  });
}

/** One transaction; of those that it answers nothing for, the numbers were taken. */
async function tryTogether(
  db: Db,
  clock: Clock,
  box: Box,
  given: readonly Given[],
  tries: number,
): Promise<{ readonly poll: Poll | undefined; readonly outcomes: ReadonlyMap<Given, Outcome> }> {
  if (tries === mostTries) throw numbersTaken(box.decision);
  return inTurn(db, partIn(box.decision), async (trx) => {
    await holdSigningKeys(trx, given);
    const found = await lookUp(trx, box, given);
    const { poll } = found;
    const at = notBefore(poll?.opens, await clock(trx));
    const { outcomes, entries } = await check(trx, found, at, given);
    if (poll === undefined) return { poll, outcomes };
    const kept = await keepAnswers(trx, poll.id, [...entries.values()]);
    for (const [one, entry] of entries) {
      const { status } = knownOf(found, one);
      const hash = kept.get(entry);
      const shows = showsComing(poll, entry);
      if (kept.has(entry)) outcomes.set(one, { status, shows, entry, hash, fresh: true, complete: false });
    }
    return { poll, outcomes };
  });
}

const isFresh = (outcomes: ReadonlyMap<Given, Outcome | Failed>): boolean =>
  [...outcomes.values()].some((outcome) => 'entry' in outcome && outcome.fresh);

/** Numbers were given to answers of the same electors that somebody else keeps: it is worth trying again. */
export const numbersTaken = (decision: string): Error =>
  Object.assign(new Error(`others keep answering ${decision} for the same electors`), { code: '40001' });

/**
 * Asked after the commit: of the last two voters, each sees the other missing inside their own transaction. And again with any answer after
 * that: whoever completed the poll may have died before saying so.
 */
const completes = async (db: Db, poll: Poll): Promise<boolean> =>
  poll.awaited === null || (await asFarAsKnown(nowComplete(db, poll)));

/** What comes of each at an instant: what is refused or stands already, and the entries of what is to be kept, numbered. */
async function check(
  trx: Trx,
  found: Found,
  at: string,
  given: readonly Given[],
): Promise<{ readonly outcomes: Map<Given, Outcome>; readonly entries: ReadonlyMap<Given, AnswerEntry> }> {
  const outcomes = new Map<Given, Outcome>();
  const entries = new Map<Given, AnswerEntry>();
  const late: Given[] = [];
  const numbers = new Map<string, number>();
  for (const one of given) {
    const { status, elector, given: before, keys } = knownOf(found, one);
    if (status === 'offline') {
      outcomes.set(one, { status, away: true });
      continue;
    }
    const number = (numbers.get(one.elector) ?? before) + 1;
    const checked = checkAnswer(found, { status, elector, given: number - 1, keys }, one, at);
    if ('poll' in checked) {
      numbers.set(one.elector, number);
      entries.set(one, entryOf(checked.poll, one, number, at));
    } else {
      outcomes.set(one, { status, ...checked });
      if ('refusal' in checked && isLate(checked.refusal)) late.push(one);
    }
  }
  const standing = found.poll === undefined ? [] : await standingAnswers(trx, found.poll, late);
  for (const [one, entry] of standing)
    outcomes.set(one, { status: knownOf(found, one).status, entry, fresh: false, complete: false });
  return { outcomes, entries };
}

/** Of who signs, the keys stay as they are until their ballots are kept: none is kept after its key was revoked. */
export async function holdSigningKeys(
  trx: Trx,
  given: readonly { readonly elector: string; readonly answer: Pick<Answer, 'signed'> }[],
): Promise<void> {
  const signing = given.flatMap(({ elector, answer }) => (answer.signed === undefined ? [] : [elector]));
  if (signing.length > 0) await holdKeys(trx, signing);
}

/** What of a signature stands in the entry; nothing where there is none. */
export const signatureOf = ({ signed }: Pick<Answer, 'signed'>): Pick<AnswerEntry, 'signature'> =>
  signed === undefined ? {} : { signature: signed.signature };

const entryOf = (poll: Poll, { elector, answer }: Given, number: number, at: string): AnswerEntry => ({
  decision: poll.decision,
  poll: poll.kind,
  pollNumber: poll.number,
  elector,
  number,
  choice: answer.choice,
  ranking: answer.ranking,
  reason: answer.reason,
  version: poll.version,
  at,
  ...signatureOf(answer),
});

/**
 * Whether a poll is complete, asked after the commit. Where the answer cannot be had, it is yes: what was committed is acknowledged whatever
 * comes after it, and a workflow that is told too often finds that it is not time.
 */
export const asFarAsKnown = (complete: Promise<boolean>): Promise<boolean> => complete.catch(() => true);

/**
 * A poll opens by Temporal's clock, and answers are timed by the box's: who answers within the difference of the two has answered at the
 * opening. Without it a record would hold an answer from before its window.
 * @throws `ClocksDiffer` where that would shift an answer by more than a second
 */
export function notBefore(opens: string | undefined, at: string): string {
  if (opens === undefined || Date.parse(at) >= Date.parse(opens)) return at;
  const difference = behindOpening(opens, at);
  if (difference !== undefined) throw clocksDiffer(difference);
  return opens;
}

/** The open poll that takes the answer, or why none does. */
function checkAnswer(
  { state, refusal: unasked, poll, declared }: Found,
  { status = 'active', elector, given, keys }: Known,
  { elector: id, answer }: Given,
  at: string,
): { readonly poll: Poll } | { readonly refusal: Refusal } | { readonly hidden: true } {
  if (state === undefined || !maySee(state, id)) return { hidden: true };
  if (unasked !== undefined) return { refusal: unasked };
  const actor = { id, status, elector, operator: false };
  // The poll knows its close better than the row that readers see: an extension shows there a moment later.
  const refusal = mayAct(
    acts[answer.kind],
    { ...state, deadline: poll?.closes ?? state.deadline },
    actor,
    at,
  );
  if (refusal !== undefined) return { refusal };
  const undeclared = undeclaredFault(poll?.rules.charter ?? {}, declared?.has(id) ?? false);
  if (undeclared !== undefined) return { refusal: undeclared };
  return openPollFor(poll, answer, { given, keys }, at);
}

/** The poll, where it is open to an answer that fits it. */
export function openPollFor(
  poll: Poll | undefined,
  { version, ranking, signed }: Pick<Answer, 'version' | 'ranking' | 'signed'>,
  { given, keys }: Pick<Known, 'given' | 'keys'>,
  at: string,
): { readonly poll: Poll } | { readonly refusal: Refusal } {
  if (poll === undefined || poll.closedAt !== null)
    return { refusal: refuse('window-closed', 'PRO-10', { closedAt: poll?.closedAt ?? null, at }) };
  if (version !== undefined && version !== poll.version)
    return { refusal: refuse('stale-version', 'PRO-6', { answered: version, inForce: poll.version }) };
  const fault = ranking === null ? undefined : rankingFault(ranking, poll.rules.options);
  if (fault !== undefined) return { refusal: fault };
  if (given >= answersPerElector)
    return { refusal: refuse('limit-reached', 'PRO-7', { most: answersPerElector }) };
  const unsigned = signatureRefusal(poll, { signed }, { given, keys }, at);
  return unsigned === undefined ? { poll } : { refusal: unsigned };
}
