/** A seat at work: it waits for what concerns it, and lets its mind consider each occasion once. */
import { setTimeout as pause } from 'node:timers/promises';
import { type Fields, fieldsOf } from '../../mcp/council.ts';
import type { Hands } from './hands.ts';
import type { Asked, Mind, Occasion } from './mind.ts';

/** Seconds of one `wait`; an author listens more closely while their text is reviewed, since words of others are no news by themselves. */
const usual = 20;
const listening = 1;

/** What is owed, as `owes` of the inbox names it. */
const owed: Readonly<Record<string, Asked>> = { position: 'position', ballot: 'ballot' };

/**
 * Attends until the signal is aborted.
 * @param ready told once nothing that happens from now on is missed
 */
export async function attend(
  hands: Hands,
  mind: Mind,
  { signal, ready }: { readonly signal: AbortSignal; readonly ready: () => void },
): Promise<void> {
  const considered = new Set<string>();
  const reminded = new Set<string>();
  let own: string | undefined;
  let cursor: unknown;
  while (!signal.aborted) {
    const seconds = own === undefined ? usual : listening;
    const { ok, fields: news } = await hands.call(
      'wait',
      cursor === undefined ? {} : { since: cursor, seconds },
    );
    if (!ok) await pause(1_000, undefined, { signal });
    if (cursor === undefined) ready();
    cursor = news.cursor ?? cursor;
    for (const { kind, decision, facts } of listOf(news.changed)) {
      if (kind === 'due-soon') reminded.add(`${String(decision)} ${String(fieldsOf(facts).act)}`);
      if (kind === 'discussion-opened') own = undefined;
      if (kind === 'review-opened' || kind === 'amended') await consider('review', String(decision), null);
    }
    if (own !== undefined) await consider('mending', own, null);
    for (const { owes, decision, due } of listOf(news.owed)) {
      const asked = owed[String(owes)];
      const isTime = mind.pace === 'at-once' || reminded.has(`${String(decision)} ${String(owes)}`);
      if (asked !== undefined && isTime) await consider(asked, String(decision), String(due));
    }
  }

  /** Each window once: what is asked for again, after an extension or in another round, has another end. */
  async function consider(asked: Asked, decision: string, due: string | null): Promise<void> {
    if (due !== null && considered.has(`${asked} ${due}`)) return;
    const { ok, fields: read } = await hands.call('get_decision', { id: decision });
    const { stage, deadline, version, author } = fieldsOf(read.decision);
    if (!ok || typeof deadline !== 'string') return;
    if (due === null && stage !== 'review') return;
    const heard = listOf(read.statements).length;
    if (asked === 'review' && author === hands.member) {
      own = decision;
      return;
    }
    if (asked === 'mending' && heard === 0) return;
    const which =
      due === null ? `${asked} ${asked === 'mending' ? String(heard) : String(version)}` : `${asked} ${due}`;
    if (considered.has(which)) return;
    considered.add(which);
    await mind.consider({ asked, decision, read, due: deadline } satisfies Occasion, hands);
  }
}

const listOf = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value.map(fieldsOf) : []);
