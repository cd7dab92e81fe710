/** What every bench runs in: its options, its figures, its proof, and an end at which nothing of it is left, whichever way it comes. */
import { writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Figure, type Result, said } from './figures.ts';

/** Options that every bench has beside its own. */
export const common = {
  /** A file for its result. */
  json: { type: 'string' },
  /** Runs the deliberately broken variant, which the bench's check must refuse. */
  prove: { type: 'boolean', default: false },
  /** How often what is short is measured. */
  times: { type: 'string', default: '3' },
} as const;

export interface Running {
  readonly proving: boolean;
  /** What is undone at the end, the last first. */
  readonly later: (undo: () => unknown) => void;
  /** Ends the bench with this sentence: a service that it stands on has died. */
  readonly dies: (died: Promise<string>) => void;
  /** Keeps a figure and prints it. Whoever calls has checked what was measured. */
  readonly figure: (figure: Figure) => void;
}

const refusals = new WeakSet<Error>();

/** @throws a check's refusal of what was measured */
export function refuse(sentence: string): never {
  const refusal = new Error(sentence);
  refusals.add(refusal);
  throw refusal;
}

/** @throws a refusal where something did not come to what it must */
export function mustBe(what: string, came: unknown, expected: unknown): void {
  if (came !== expected) refuse(`${what} came to ${String(came)}, and must come to ${String(expected)}`);
}

/** Milliseconds that each part has for its end. */
const patience = 30_000;
const interrupts = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** What a bench is. */
export interface Description {
  readonly bench: string;
  /** Words of the refusal that its broken variant must meet: any other would be by chance. */
  readonly refusal: string;
}

/**
 * Runs a bench and ends the process: with 0 where all that was measured was right (in a proof: where the broken variant was refused), with 1 where
 * it was not, or a service died, and as the signal has it where it was interrupted.
 */
export async function runBench(
  { bench, refusal }: Description,
  { json, prove }: { readonly json?: string | undefined; readonly prove: boolean },
  body: (running: Running) => Promise<void>,
): Promise<never> {
  const undoing: (() => unknown)[] = [];
  let ending = false;
  const figures: Figure[] = [];
  let end: (code: number) => void = () => undefined;
  const stopped = new Promise<number>((resolve) => (end = resolve));
  for (const [signal, code] of Object.entries(interrupts)) process.on(signal, () => end(code));
  for (const unexpected of ['uncaughtException', 'unhandledRejection'])
    process.on(unexpected, (error: unknown) => {
      // What is under way fails where its service is stopped.
      if (ending) return;
      console.error(`${bench}:`, error);
      end(1);
    });
  const running: Running = {
    proving: prove,
    later: (undo) => undoing.push(undo),
    dies: (died) =>
      void died.then((sentence) => {
        if (ending) return;
        console.error(`${bench}: ${sentence}`);
        end(1);
      }),
    figure: (figure) => {
      figures.push(figure);
      console.log(said(figure, figures));
    },
  };
  const measured = (prove ? proof(body, running, refusal) : body(running).then(() => undefined)).then(
    async (refused) => {
      const result: Result = { bench, figures, ...(refused === undefined ? {} : { refused }) };
      if (json !== undefined) await writeFile(json, JSON.stringify(result));
      return 0;
    },
    (error: unknown) => {
      if (!ending) console.error(`${bench}:`, error);
      return 1;
    },
  );
  const code = await Promise.race([measured, stopped]);
  ending = true;
  await undone(undoing);
  // What was being started when it was interrupted is undone too.
  await Promise.race([measured, sleep(3_000)]);
  await undone(undoing);
  process.exit(code);
}

async function proof(
  body: (running: Running) => Promise<void>,
  running: Running,
  words: string,
): Promise<string> {
  try {
    await body(running);
  } catch (error) {
    if (!(error instanceof Error && refusals.has(error) && error.message.includes(words))) throw error;
    console.log(`refused, as it must be: ${error.message}`);
    return error.message;
  }
  throw new Error('the broken variant was believed');
}

async function undone(undoing: (() => unknown)[]): Promise<void> {
  for (let undo = undoing.pop(); undo !== undefined; undo = undoing.pop())
    try {
      await Promise.race([undo(), sleep(patience, undefined, { ref: false })]);
    } catch (error) {
      console.error('at the end:', error);
    }
}

/** A positive whole number that an option says. */
export function whole(name: string, value: string): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number) || number < 1)
    throw new RangeError(`${name}: a whole number, 1 at least`);
  return number;
}
