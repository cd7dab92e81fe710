/** What connections are for: each purpose has a pool of its own, and a bound for each of its waits. */

export interface Bounds {
  /** The most connections at once. */
  readonly connections: number;
  /** How many may wait for one of them; who comes after them is turned away at once. */
  readonly waiting: number;
  /** Milliseconds that they wait, and that opening a connection may take. */
  readonly connection: number;
  /** Milliseconds that a statement may run in the server (`statement_timeout`). */
  readonly statement: number;
  /** Milliseconds that it may wait for a lock (`lock_timeout`). */
  readonly lock: number;
  /** Milliseconds between two statements of a transaction (`idle_in_transaction_session_timeout`). */
  readonly idle: number;
}

export type Purpose = 'reads' | 'writes' | 'health' | 'work' | 'setup';

const second = 1_000;
const minute = 60 * second;

/**
 * - `reads`: what a GET answers. The longest are the figures of a large electorate.
 * - `writes`: what members do, from the question who asks on. Statements of milliseconds, so that what takes seconds is stuck.
 * - `health`: one look at the clock.
 * - `work`: the worker's. It fixes electorates and closes polls in single statements, which take minutes for a million electors.
 * - `setup`: migrations, and a members file of any size. They take as long as they take.
 */
export const bounds: Readonly<Record<Purpose, Bounds>> = {
  reads: { ...pool(10), statement: 10 * second, lock: 2 * second, idle: 5 * second },
  writes: { ...pool(10), statement: 5 * second, lock: 2 * second, idle: 5 * second },
  health: { ...pool(2), connection: 2 * second, statement: 2 * second, lock: second, idle: second },
  work: { ...pool(10), statement: 5 * minute, lock: 30 * second, idle: 30 * second },
  setup: { ...pool(2), statement: 60 * minute, lock: 60 * minute, idle: minute },
};

function pool(connections: number) {
  return { connections, waiting: 100 * connections, connection: 5 * second };
}
