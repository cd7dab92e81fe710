/** The seat of the person at the keyboard: what each choice does, and what is done where nobody types. */
import { fieldsOf } from '../../mcp/council.ts';
import type { Hands } from '../seats/hands.ts';
import { type Mind, type Occasion, owedTools } from '../seats/mind.ts';
import type { Page } from '../telling/page.ts';
import type { Keyboard } from './keyboard.ts';

interface Choice {
  readonly value: string;
  readonly name: string;
  readonly does: string;
  readonly needsReason: boolean;
}

interface Question {
  readonly text: string;
  /** The argument of the tool that it is given in. */
  readonly field: 'position' | 'choice';
  readonly choices: readonly Choice[];
  /** What is done where nobody types: nothing that speaks for the person. */
  readonly otherwise: string;
}

const questions: Partial<Readonly<Record<Occasion['asked'], Question>>> = {
  position: {
    text: 'Your turn: how do you stand to it?',
    field: 'position',
    choices: [
      {
        value: 'agree',
        name: 'agree',
        does: 'if all agree, it is adopted without a vote',
        needsReason: false,
      },
      {
        value: 'agree-with-reservations',
        name: 'agree with reservations',
        does: 'the same, and your reservation stands on record',
        needsReason: true,
      },
      {
        value: 'stand-aside',
        name: 'stand aside',
        does: 'you neither support it nor stop it',
        needsReason: true,
      },
      { value: 'block', name: 'block', does: 'it is not adopted without a vote', needsReason: true },
    ],
    otherwise: 'stand-aside',
  },
  ballot: {
    text: 'Your turn: how do you vote?',
    field: 'choice',
    choices: [
      {
        value: 'for',
        name: 'for',
        does: 'it is adopted if more are for it than against it',
        needsReason: false,
      },
      { value: 'against', name: 'against', does: 'your reason stands beside the result', needsReason: false },
      {
        value: 'abstain',
        name: 'abstain',
        does: 'you take part, and count to neither side',
        needsReason: false,
      },
    ],
    otherwise: 'abstain',
  },
};

/** Milliseconds before the end of a window in which nothing is asked any more. */
const margin = 3_000;
const unsaid = 'No reason was typed.';
const away = 'Nobody typed.';

export const personMind = ({
  keyboard,
  page,
  now,
}: {
  readonly keyboard: Keyboard;
  readonly page: Page;
  readonly now: () => string;
}): Mind => ({
  pace: 'at-once',
  consider: async (occasion, hands) => {
    const question = questions[occasion.asked];
    const tool = owedTools[occasion.asked];
    if (question === undefined || tool === undefined) return;
    const left = Date.parse(occasion.due) - Date.parse(now()) - margin;
    if (left <= 0) return;
    const { choice, reason } = await answerTo(question, { keyboard, page, left });
    await give(hands, tool, occasion, {
      [question.field]: choice,
      ...(reason === undefined ? {} : { reason }),
    });
  },
});

async function give(hands: Hands, tool: string, { decision, read }: Occasion, answer: object): Promise<void> {
  await hands.call(tool, { id: decision, version: fieldsOf(read.decision).version, ...answer });
}

interface Asking {
  readonly keyboard: Keyboard;
  readonly page: Page;
  /** Milliseconds for choice and reason. */
  readonly left: number;
}

async function answerTo(
  { text, choices, otherwise }: Question,
  { keyboard, page, left }: Asking,
): Promise<{ readonly choice: string; readonly reason: string | undefined }> {
  const over = AbortSignal.timeout(left);
  const usual = choices.find(({ value }) => value === otherwise);
  page.blank();
  page.line(text, { mark: '>', style: 'bold' });
  choices.forEach(({ name, does }, place) => page.line(`${place + 1}  ${name.padEnd(24)} ${does}`));
  for (;;) {
    const typed = await keyboard.ask(
      `       1 to ${choices.length} (Enter, or nothing in ${Math.round(left / 1_000)} s: ${usual?.name ?? otherwise}) > `,
      over,
    );
    if (typed === undefined || typed.trim() === '')
      return {
        choice: otherwise,
        reason: usual?.needsReason === true ? (typed === undefined ? away : unsaid) : undefined,
      };
    const chosen = choices.find((one, place) => matches(typed, one, place));
    if (chosen === undefined) {
      page.line(`That is none of them: type a number from 1 to ${choices.length}.`);
      continue;
    }
    const why = (await keyboard.ask('       Why, in one line (Enter: no reason) > ', over))?.trim();
    const reason = why === undefined || why === '' ? undefined : why;
    return { choice: chosen.value, reason: reason ?? (chosen.needsReason ? unsaid : undefined) };
  }
}

const matches = (typed: string, { value, name }: Choice, place: number): boolean => {
  const said = typed.trim().toLowerCase();
  return said === String(place + 1) || said === value || said === name;
};
