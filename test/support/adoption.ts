/** The short way through a decision: review passes, and in the first round everyone agrees (CON-3). */
import type { Council } from './council.ts';
import type { Json } from './http.ts';
import { propose, type Story } from './story.ts';

/** Consensus at once: adopted, if nothing else is asked for. */
export async function agree(council: Council, story: Story, electors: readonly string[]): Promise<void> {
  await council.wait('73h');
  await story.positions(Object.fromEntries(electors.map((elector) => [elector, 'agree'])));
}

/** Proposes what a consensus then adopts, and answers the ended proposal. */
export async function decided(
  council: Council,
  author: string,
  more: object,
  electors: readonly string[],
): Promise<{ readonly story: Story; readonly ended: Json }> {
  const story = await propose(council, author, more);
  await agree(council, story, electors);
  await story.reaches('ended');
  return { story, ended: await story.read() };
}

/** The facts of the ending. */
export const endingOf = async (story: Story): Promise<Json> => (await story.timeline()).at(-1)?.facts;
