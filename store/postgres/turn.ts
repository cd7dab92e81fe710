/** Waiting for locks without a connection: whoever waits for one decision takes nothing from those who act in another. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type RawBuilder, sql } from 'kysely';
import type { Db, Trx } from './database.ts';
import { takePart } from './decision-lock.ts';

/** Milliseconds that a turn is waited for. */
const patience = 2_000;
/** Milliseconds between two looks at whether locks are free. */
const pause = 10;
/** How many of this process may wait under one name; who comes after them is turned away at once. */
const longest = 1_000;

/** What must be free before something is done; all that wait under one name wait for the same. */
export interface Turn {
  readonly name: string;
  /** Takes the locks for the transaction that asks, or answers false without waiting for any that may be held for long. */
  readonly take: RawBuilder<boolean>;
  /** Of those, what many have together: once it is free, all have their turn. Null where one has it alone. */
  readonly together: RawBuilder<boolean> | null;
}

/** To take part in a decision, in what is done one at a time there: what is numbered, such as its `statements`. */
export const seriesIn = (decision: string, series: string): Turn => ({
  name: `${series} of ${decision}`,
  take: sql`${takePart(decision)}
    and pg_try_advisory_xact_lock(hashtextextended(${series}, hashtextextended(${decision}, 0)))`,
  together: null,
});

/** To take part in a decision together with all others who do. */
export const partIn = (decision: string): Turn => ({
  name: decision,
  take: takePart(decision),
  together: takePart(decision),
});

/**
 * To take part in a decision, a member's acts one at a time: they are waited for in the database, since each takes milliseconds.
 * @param kind tells a member's kinds of acts apart, each being numbered by itself
 */
export const memberIn = (decision: string, member: string, kind: 0 | 1): Turn => ({
  name: decision,
  take: sql`case when ${takePart(decision)}
    then pg_advisory_xact_lock(hashtextextended(${member}, hashtextextended(${decision}, ${kind}))) is not null
    else false end`,
  together: takePart(decision),
});

/**
 * Runs `work` in a transaction that holds the locks. While they are not free, there is no transaction.
 * @throws an error of code 55P03 (PostgreSQL's `lock_not_available`) after two seconds, or at once where too many wait
 */
export async function inTurn<Result>(
  db: Db,
  { name, take, together }: Turn,
  work: (trx: Trx) => Promise<Result>,
): Promise<Result> {
  const attempt = (): Promise<{ readonly result: Result } | undefined> =>
    db
      .transaction()
      .execute(async (trx) => ((await isTrue(trx, take)) ? { result: await work(trx) } : undefined));
  const over = AbortSignal.timeout(patience);
  const untilHad = async (): Promise<Result> => {
    for (;;) {
      const had = looks.has(name) ? undefined : await attempt();
      if (had !== undefined) return had.result;
      if (over.aborted) throw notFree(name);
      await (together === null ? sleep(pause) : untilFree(db, name, together));
    }
  };
  return together === null ? afterThoseBefore(name, untilHad) : untilHad();
}

async function isTrue(trx: Trx, question: RawBuilder<boolean>): Promise<boolean> {
  const { rows } = await sql<{ answer: boolean }>`select ${question} as answer`.execute(trx);
  return rows[0]?.answer === true;
}

/** By name: one looks for all who wait, so that a decision that is held costs one connection for a moment, however many wait for it. */
const looks = new Map<string, { readonly end: Promise<void>; waiting: number }>();

/** Waits until it is worth trying again: the locks were free a moment ago, or the wait has been long. */
async function untilFree(db: Db, name: string, together: RawBuilder<boolean>): Promise<void> {
  const look = looks.get(name) ?? { end: lookUntilFree(db, name, together), waiting: 0 };
  if (look.waiting >= longest) throw notFree(name);
  look.waiting += 1;
  looks.set(name, look);
  await look.end;
}

async function lookUntilFree(db: Db, name: string, together: RawBuilder<boolean>): Promise<void> {
  const over = AbortSignal.timeout(patience);
  try {
    do await sleep(pause);
    while (!over.aborted && !(await db.transaction().execute((trx) => isTrue(trx, together))));
  } finally {
    looks.delete(name);
  }
}

/** By name: those who have a turn alone, in the order in which they came. Other processes have lines of their own. */
const lines = new Map<string, { last: Promise<unknown>; length: number }>();

async function afterThoseBefore<Result>(name: string, act: () => Promise<Result>): Promise<Result> {
  const line = lines.get(name) ?? { last: Promise.resolve(), length: 0 };
  if (line.length >= longest) throw notFree(name);
  lines.set(name, line);
  line.length += 1;
  const turn = line.last.then(act);
  line.last = turn.catch(() => undefined);
  try {
    return await turn;
  } finally {
    line.length -= 1;
    if (line.length === 0) lines.delete(name);
  }
}

const notFree = (name: string): Error =>
  Object.assign(new Error(`${name} is held by another transaction`), { code: '55P03' });
