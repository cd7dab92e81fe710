/**
 * The intake of answers at speed: those that come while others are being kept are collected, and kept together in one transaction under one
 * signature. A flush begins at once where none is under way, so that a lone answer waits for nobody.
 */
import { acknowledge, type Acknowledged, entryHash } from '../../ledger/answers/acknowledgement.ts';
import type { Signer } from '../../ledger/log/keys.ts';
import type { MemberStatus } from '../../rules/model.ts';
import type { Refusal } from '../../rules/refusal.ts';
import type { AnswerEntry, Box, Given } from './answers/answer.ts';
import { type Failed, type Outcome, takeAnswers } from './ballot-box.ts';
import type { Clock } from '../postgres/clock.ts';
import type { Db } from '../postgres/database.ts';

/** What came of an answer; what is acknowledged is committed. */
export type Answered = { readonly status: MemberStatus | undefined } & (
  | {
      readonly acknowledgement: Acknowledged<AnswerEntry>;
      /** False where it was taken before, and is only acknowledged again. */
      readonly fresh: boolean;
    }
  | { readonly refusal: Refusal }
  | { readonly hidden: true }
  | { readonly away: true }
);

/**
 * Takes an answer. Rejects where it cannot be known whether it was kept, and with an error of code `full` where too many wait: then it was not.
 */
export type Intake = (box: Box, given: Given) => Promise<Answered>;

/** The most answers in one flush, and flushes of one box that are under way at once. */
const usual = { together: 500, flushes: 2 };

interface Waiting {
  readonly given: Given;
  readonly resolve: (answered: Answered) => void;
  readonly reject: (error: unknown) => void;
}

interface Line {
  readonly box: Box;
  readonly waiting: Waiting[];
  /** Whose answers are being kept: their next ones are numbered after those. */
  readonly underWay: Set<string>;
  flushes: number;
}

export interface IntakeOptions {
  readonly db: Db;
  readonly clock: Clock;
  readonly signer: Signer;
  /** Nobody may be missing any more in a poll of this decision: its workflow is to look. */
  readonly onComplete: (decision: string) => void;
  /** Answers of this decision were kept, of which others may hear (VOT-7). */
  readonly onKept: (decision: string) => void;
  /** Answers that may wait for one box, and in all; who comes after them is turned away at once. */
  readonly waiting: number;
  readonly waitingInAll: number;
  readonly bounds?: Partial<typeof usual> | undefined;
}

export function openIntake({
  db,
  clock,
  signer,
  onComplete,
  onKept,
  bounds,
  ...longest
}: IntakeOptions): Intake {
  const most = { ...usual, ...bounds };
  /** Of those boxes only for which something waits or is under way. */
  const lines = new Map<string, Line>();
  let waitingInAll = 0;

  /** Answers each of them by what came of it. */
  const flush = async (box: Box, batch: readonly Waiting[]): Promise<void> => {
    const given = batch.map((one) => one.given);
    const outcomes = await takeAnswers(db, clock, box, given);
    const answered = acknowledged(outcomes, signer);
    if (outcomes.some((outcome) => 'complete' in outcome && outcome.complete)) onComplete(box.decision);
    if (outcomes.some((outcome) => 'shows' in outcome && outcome.shows)) onKept(box.decision);
    const again: Waiting[] = [];
    for (const [place, one] of batch.entries()) {
      const answer = answered[place] as Answered | Failed;
      if (!('failure' in answer)) one.resolve(answer);
      else if (batch.length > 1 && isOfOne(answer.failure)) again.push(one);
      else one.reject(answer.failure);
    }
    // None of these was kept. One of them cannot be, and the others do not suffer for it.
    const middle = Math.ceil(again.length / 2);
    for (const half of [again.slice(0, middle), again.slice(middle)])
      if (half.length > 0) await flush(box, half);
  };

  const next = (name: string, line: Line): void => {
    while (line.flushes < most.flushes) {
      const batch = takeFrom(line, most.together);
      if (batch.length === 0) break;
      waitingInAll -= batch.length;
      line.flushes += 1;
      const failed = (error: unknown): void => {
        for (const { reject } of batch) reject(error);
      };
      void flush(line.box, batch)
        .catch(failed)
        .finally(() => {
          for (const { given } of batch) line.underWay.delete(given.elector);
          line.flushes -= 1;
          next(name, line);
        });
    }
    const isOver = line.flushes === 0 && line.waiting.length === 0;
    if (isOver && lines.get(name) === line) lines.delete(name);
  };

  return (box, given) =>
    new Promise((resolve, reject) => {
      const name = JSON.stringify([box.decision, box.kind, box.matter]);
      const line = lines.get(name) ?? { box, waiting: [], underWay: new Set(), flushes: 0 };
      if (line.waiting.length >= longest.waiting || waitingInAll >= longest.waitingInAll) {
        reject(full('answers'));
        return;
      }
      lines.set(name, line);
      line.waiting.push({ given, resolve, reject });
      waitingInAll += 1;
      // Together with what arrived in the same turn of the event loop.
      if (line.waiting.length === 1 || line.flushes < most.flushes) setImmediate(() => next(name, line));
    });
}

/**
 * Takes the first answers that wait out of the line, one of each elector, and none of whom one is being kept: from now on theirs are. Of two
 * in one flush the second could be kept and the first lose its number to another process, and be numbered after it.
 */
function takeFrom({ waiting, underWay }: Line, most: number): readonly Waiting[] {
  const batch: Waiting[] = [];
  const later: Waiting[] = [];
  for (const one of waiting) {
    const { elector } = one.given;
    if (batch.length < most && !underWay.has(elector)) {
      underWay.add(elector);
      batch.push(one);
    } else later.push(one);
  }
  waiting.splice(0, waiting.length, ...later);
  return batch;
}

/** Signs once for all that were kept. */
function acknowledged(
  outcomes: readonly (Outcome | Failed)[],
  signer: Signer,
): readonly (Answered | Failed)[] {
  const kept = outcomes.filter((outcome) => 'entry' in outcome);
  const hashes = kept.map(({ entry, hash }) => hash ?? entryHash(entry));
  const entries = kept.map(({ entry }) => entry);
  const signed = (kept.length === 0 ? [] : acknowledge(entries, signer, hashes)).values();
  return outcomes.map((outcome) =>
    'entry' in outcome
      ? {
          status: outcome.status,
          acknowledgement: signed.next().value as Acknowledged<AnswerEntry>,
          fresh: outcome.fresh,
        }
      : outcome,
  );
}

/** Whether PostgreSQL refused a value or a row (classes 22 and 23 of its appendix A): the statement failed, and the transaction with it. */
export const isOfOne = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && /^2[23]/.test(String(error.code));

export const full = (what: string): Error =>
  Object.assign(new Error(`too many ${what} wait to be kept`), { code: 'full' });
