/** The five agents of the demo, each with a character: what they say and do where no model has their seat. */
import { setTimeout as pause } from 'node:timers/promises';
import { type Fields, fieldsOf } from '../../mcp/council.ts';
import { limited, proposal } from '../council/proposal.ts';
import type { Hands } from './hands.ts';
import type { Asked, Mind, Occasion } from './mind.ts';

/** @param now ISO 8601, UTC */
export type Script = (now: () => string) => Mind;

type Acts = Partial<Readonly<Record<Asked, (occasion: Occasion, hands: Hands) => Promise<unknown>>>>;

const script = (acts: Acts, pace: Mind['pace'] = 'at-once'): Mind => ({
  pace,
  consider: async (occasion, hands) => {
    await acts[occasion.asked]?.(occasion, hands);
  },
});

const position = (given: string, reason?: string) => (occasion: Occasion, hands: Hands) =>
  hands.call('take_position', {
    ...answering(occasion),
    position: given,
    ...(reason === undefined ? {} : { reason }),
  });

const vote = (choice: string, reason: string) => (occasion: Occasion, hands: Hands) =>
  hands.call('vote', { ...answering(occasion), choice, reason });

/** An answer names the text that it answers: it is refused where another came into force meanwhile (PRO-6). */
const answering = ({ decision, read }: Occasion): Fields => ({
  id: decision,
  version: versionOf(read),
});

const versionOf = (read: Fields): unknown => fieldsOf(read.decision).version;

const minute = 60_000;
const after = (milliseconds: number, now: string): string =>
  new Date(Date.parse(now) + milliseconds).toISOString();

/** How often it is looked whether the draft is there, and milliseconds between. */
const mostTries = 40;
const betweenTries = 500;

/** Puts the proposal; whoever has Opus's seat, this is what the demo is about. */
export async function putProposal(hands: Hands): Promise<string> {
  const drafted = await hands.call('propose', { ...proposal, draft: true, key: 'draft' });
  const { id } = fieldsOf(drafted.fields.decision);
  // A machine that has much to do answers that it has begun, before it can be read.
  for (let tries = 1; tries < mostTries && !(await hands.call('get_decision', { id })).ok; tries += 1)
    await pause(betweenTries);
  const submitted = await hands.call('act', { id, act: 'submission', key: 'submission' });
  if (!submitted.ok) throw new Error(`the proposal was refused: ${JSON.stringify(submitted.fields)}`);
  return String(id);
}

const opus: Script = (now) =>
  script({
    mending: ({ decision, read }, hands) =>
      versionOf(read) === 1
        ? hands.call('amend', {
            id: decision,
            ...limited(after(30 * 1_440 * minute, now())),
            key: 'with-an-end',
          })
        : Promise.resolve(),
    position: position('agree'),
    ballot: vote('for', 'A month is enough to know, and short enough to end it.'),
  });

const aria: Script = () =>
  script({
    review: async ({ decision, read }, hands) => {
      if (versionOf(read) === 1)
        await hands.call('comment', {
          id: decision,
          text: 'For good, and nobody has tried it for one night? I ask for a text with an end, and for a review of that text.',
        });
    },
    position: position(
      'agree-with-reservations',
      'With an end I can agree. Somebody has to write down what the calls were like.',
    ),
    ballot: async (occasion, hands) => {
      await hands.call('disclose', { id: occasion.decision, interests: 'none' });
      await vote('for', 'It ends by itself, and what is learnt comes back to us.')(occasion, hands);
    },
  });

const kite: Script = () =>
  script({
    position: async (occasion, hands) => {
      const { ok } = await position('block')(occasion, hands);
      if (!ok)
        await position(
          'block',
          'It is three in the morning and Wren is wrong: nobody here says who answers for it.',
        )(occasion, hands);
    },
    ballot: vote('against', 'The person on call still has no name.'),
  });

const wren: Script = (now) =>
  script({
    position: async (occasion, hands) => {
      const { decision } = occasion;
      await position('stand-aside', 'The nights would be mine. Nobody should vote on their own shifts.')(
        occasion,
        hands,
      );
      await hands.call('delegate', {
        to: 'aria',
        decision,
        until: after(10 * minute, now()),
        key: 'to-aria',
      });
    },
  });

const sol: Script = () =>
  script(
    {
      position: position('agree'),
      ballot: vote('for', 'I have weighed what Kite says. Thirty days will show whether it happens.'),
    },
    'reminded',
  );

export const scripts: Readonly<Record<string, Script>> = { opus, aria, kite, wren, sol };
