/** The journal of a process: what happened in it, written in the order in which it happened, one write at a time. */
import { condition } from '@temporalio/workflow';
import { happenedAt } from '../../rules/window.ts';
import type { KindName } from '../../rules/kinds.ts';
import { bearing, openSignatures, type Signatures } from './signatures.ts';
import type { Facts } from '../../rules/refusal.ts';

/** What a journal holds of each entry: when it happened, and its facts. */
interface Noted {
  readonly at: string;
  readonly kind: string;
  readonly facts: Facts;
}

export interface Journal<Entry> {
  /** What happened and has not been taken to be written yet. */
  entries: Entry[];
  /** The instant of the newest entry: none after it bears an earlier one. */
  newest: string;
  /** The number of the last write that was begun, and of the last that readers can see; equal while nothing is being written. */
  sequence: number;
  written: number;
  /** The ending is next: whatever waits to be written is written with it. */
  ending: boolean;
  /** Of the acts that are under way, and of those that stand in it (AUT-1). */
  readonly signatures: Signatures;
}

/** @param kind null of what leaves no record, in which nothing bears a signature */
export const openJournal = <Entry>(kind: KindName | null): Journal<Entry> => ({
  entries: [],
  newest: '',
  sequence: 0,
  written: 0,
  ending: false,
  signatures: openSignatures(kind),
});

/**
 * Adds what happened. A timeline never runs back: what is told after something later bears its instant, and says in its facts when it
 * happened itself. So it is with what was found late, and with clocks that are milliseconds apart.
 */
export function addEntry<Entry extends Noted>(journal: Journal<Entry>, noted: Entry): void {
  const entry = bearing(journal.signatures, noted);
  const { at, facts } = entry;
  const { newest } = journal;
  journal.entries.push(at < newest ? { ...entry, at: newest, facts: { ...facts, [happenedAt]: at } } : entry);
  if (at > newest) journal.newest = at;
}

const isIdle = ({ sequence, written }: Journal<unknown>): boolean => sequence === written;

/**
 * Answers once everything that has happened until now can be read. Whoever comes while something is being written waits for its end; then
 * one of those who wait writes for all of them.
 * @param write writes what is there by then under a number, once
 */
export async function writeDown(
  journal: Journal<unknown>,
  write: (sequence: number) => Promise<void>,
): Promise<void> {
  const next = journal.sequence + 1;
  while (journal.written < next) {
    if (isIdle(journal) && !journal.ending) await take(journal, write);
    else await condition(() => journal.written >= next || (isIdle(journal) && !journal.ending));
  }
}

/** The last write of a process. `write` begins once nothing else is being written: what it finds then is all there is. */
export async function writeEnding(
  journal: Journal<unknown>,
  write: (sequence: number) => Promise<void>,
): Promise<void> {
  journal.ending = true;
  await condition(() => isIdle(journal));
  await take(journal, write);
  journal.ending = false;
}

async function take(journal: Journal<unknown>, write: (sequence: number) => Promise<void>): Promise<void> {
  journal.sequence += 1;
  await write(journal.sequence);
  journal.written = journal.sequence;
}

/** Answers once what another writes next can be read: everything that has happened until now stands in it. */
export async function nextWritten(journal: Journal<unknown>): Promise<void> {
  const next = journal.sequence + 1;
  await condition(() => journal.written >= next);
}

/** Answers once everything that is being written can be read. */
export async function allWritten(journal: Journal<unknown>): Promise<void> {
  const { sequence } = journal;
  await condition(() => journal.written >= sequence);
}
