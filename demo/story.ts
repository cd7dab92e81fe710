/** One proposal from its draft to its end: everybody sits down, Opus puts it, and what happens is told until it has ended. */
import { type Fields, fieldsOf } from '../mcp/council.ts';
import type { DemoCouncil, Member } from './council/open.ts';
import { attend } from './seats/attend.ts';
import { type Answer, type Hands, sitDown } from './seats/hands.ts';
import type { Mind } from './seats/mind.ts';
import { putProposal } from './seats/scripts.ts';
import { isAct, sentenceOf } from './telling/acts.ts';
import { tellEvent } from './telling/events.ts';
import type { Page } from './telling/page.ts';

export interface Seat {
  readonly member: Member;
  readonly mind: Mind;
}

export interface Telling {
  readonly council: DemoCouncil;
  readonly seats: readonly Seat[];
  /** Who puts the proposal, and who tells what they can read. */
  readonly author: string;
  readonly page: Page;
  /** The time of a line. */
  readonly mark: () => string;
  /** Ends it early. */
  readonly signal: AbortSignal;
}

export interface Told {
  readonly decision: string;
  /** As `get_decision` answers it at its end. */
  readonly ended: Fields;
  readonly acknowledgements: readonly Fields[];
  readonly nameOf: (id: string) => string;
}

/** @throws where a seat does not get through to the council, or the signal is aborted before the end */
export async function tellStory(telling: Telling): Promise<Told> {
  const { council, seats, page, mark, author } = telling;
  const over = new AbortController();
  const signal = AbortSignal.any([telling.signal, over.signal]);
  const acknowledgements: Fields[] = [];
  const nameOf = (id: string): string => seats.find(({ member }) => member.id === id)?.member.name ?? id;
  const told = (id: string, tool: string, given: Fields, answer: Answer): void => {
    if (!isAct(tool)) return;
    const { text, why } = sentenceOf(nameOf(id), tool, given, { answer, nameOf });
    page.line(text, { mark: mark(), ...(answer.ok ? {} : { style: 'yellow' }) });
    if (why !== undefined) page.line(`“${why}”`, { style: 'dim' });
    if (tool === 'vote' && answer.ok) acknowledgements.push(fieldsOf(answer.fields.acknowledgement));
  };
  const sit = async (member: string): Promise<Hands> =>
    sitDown(member, { origin: council.origin, token: await council.tokenOf(member), signal, told });
  const open: Hands[] = [];
  try {
    const seated = await Promise.all(
      seats.map(async ({ member, mind }) => {
        const hands = await sit(member.id);
        open.push(hands);
        return attending(hands, mind, signal);
      }),
    );
    // What goes wrong in a seat ends the story, and never silently.
    const broken = Promise.race(seated.map(({ ended }) => ended));
    const teller = await sit(author);
    open.push(teller);
    const first = await teller.call('wait');
    page.heading('Draft: its author’s alone');
    const decision = await putProposal(open.find(({ member }) => member === author) ?? teller);
    await Promise.race([follow(teller, first.fields.cursor, telling), broken]);
    const { fields } = await teller.call('get_decision', { id: decision });
    return { decision, ended: fields, acknowledgements, nameOf };
  } finally {
    over.abort();
    await Promise.all(open.map((hands) => hands.close()));
  }
}

/** @returns once the seat misses nothing any more; `ended` rejects where it breaks, and is never fulfilled */
function attending(
  hands: Hands,
  mind: Mind,
  signal: AbortSignal,
): Promise<{ readonly ended: Promise<never> }> {
  return new Promise((resolve, reject) => {
    const ended = attend(hands, mind, { signal, ready: () => resolve({ ended }) }).then((): never => {
      throw new Error(`${hands.member} has left`);
    });
    ended.catch(reject);
  });
}

/** Tells each event until the last. */
async function follow(teller: Hands, since: unknown, { page, mark, signal }: Telling): Promise<void> {
  const once = new Set<string>();
  for (let cursor = since; ;) {
    signal.throwIfAborted();
    const { ok, fields } = await teller.call('wait', { since: cursor });
    if (!ok) throw new Error(`the council does not tell what happens: ${JSON.stringify(fields)}`);
    cursor = fields.cursor;
    const changed = Array.isArray(fields.changed) ? fields.changed.map(fieldsOf) : [];
    for (const { kind, facts } of changed) {
      // Of the reminders at half and at nine tenths of a window the first says enough.
      const reminder = kind === 'due-soon' ? String(fieldsOf(facts).act) : undefined;
      if (reminder === undefined || !once.has(reminder))
        tellEvent(page, mark(), { kind: String(kind), facts: fieldsOf(facts) });
      if (reminder !== undefined) once.add(reminder);
      if (kind === 'ended') return;
    }
  }
}
