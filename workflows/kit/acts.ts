/** The handlers of acts: each is checked by a synchronous validator, and answered once readers can see what it did (PRO-10). */
import type { UpdateDefinition } from '@temporalio/common';
import { setHandler } from '@temporalio/workflow';
import { actsFault } from '../../rules/acts-taken.ts';
import { type Refusal, refuse } from '../../rules/refusal.ts';
import { now } from './clock.ts';
import type { Journal } from './journal.ts';
import { doneOnce } from '../messages.ts';
import type { By } from '../messages/by.ts';
import { forgery, refusal } from './proof.ts';
import { begins, sequenceFault } from './signatures.ts';

type Check<Args> = (args: Args) => Refusal | undefined;

/** A validator: the first check that refuses an act refuses it, what nobody of this council sealed before any other. It reads and throws, nothing more. */
export const validator =
  <Args extends By>(...checks: readonly Check<Args>[]) =>
  (args: Args): void => {
    for (const check of [forgery, ...checks]) {
      const refused = check(args);
      if (refused !== undefined) throw refusal(refused);
    }
  };

/** How many acts of each member a run has taken, also those that came to nothing. */
export type Taken = Map<string, number>;

function oneMore(taken: Taken, act: string, member: string): void {
  const own = taken.get(member) ?? 0;
  const all = [...taken.values()].reduce((sum, count) => sum + count, 0);
  const refused = actsFault({ own, all, once: doneOnce.includes(act) });
  if (refused !== undefined) throw refusal(refused);
}

/** What the handlers of a process are set for. */
interface Acting {
  readonly taken: Taken;
  readonly journal: Pick<Journal<unknown>, 'signatures'>;
}

/** Sets the handler of an act, which is counted. @param check its validator; what it lets through is refused where the run takes no more */
export function handle<Args extends By>(
  { taken, journal: { signatures } }: Acting,
  update: UpdateDefinition<void, [Args]>,
  does: (args: Args) => void | Promise<void>,
  check: (args: Args) => void,
): void {
  setHandler(
    update,
    async (args) => {
      taken.set(args.member, (taken.get(args.member) ?? 0) + 1);
      const done = begins(signatures, args);
      try {
        await does(args);
      } finally {
        done();
      }
    },
    {
      validator: (args: Args) => {
        check(args);
        const outOfTurn = sequenceFault(signatures, args);
        if (outOfTurn !== undefined) throw refusal(outOfTurn);
        oneMore(taken, update.name, args.member);
      },
    },
  );
}

/** What the acts of a process are checked against. */
interface Checks<Act extends string> {
  readonly process: {
    readonly journal: Journal<unknown>;
    readonly taken: Taken;
    readonly state: { readonly stage: string };
  };
  /** Whether who sent it may do it now, by the kind's one table of permissions. */
  readonly may: (act: Act, by: By, at: string) => Refusal | undefined;
  /** What was accepted already, though its stage has not moved on yet. */
  readonly already?: Check<Act>;
  /** Answers once what an act did can be read. */
  readonly shown: () => Promise<void>;
}

/** Answers what takes an act; `act` may depend on what is said, and `also` says what else the act needs. */
export function taking<Act extends string>({ process, may, already = () => undefined, shown }: Checks<Act>) {
  const endingWritten = (act: Act): Refusal | undefined =>
    process.journal.ending
      ? refuse('already-done', 'PRO-10', { act, stage: process.state.stage })
      : undefined;
  return <Args extends By>(
    update: UpdateDefinition<void, [Args]>,
    act: Act | ((args: Args) => Act),
    does: (args: Args) => void | Promise<void>,
    also: Check<Args> = () => undefined,
  ): void => {
    const actOf = (args: Args): Act => (typeof act === 'function' ? act(args) : act);
    handle<Args>(
      process,
      update,
      async (args) => {
        await does(args);
        await shown();
      },
      validator<Args>(
        (args) => may(actOf(args), args, now()),
        (args) => already(actOf(args)) ?? endingWritten(actOf(args)),
        also,
      ),
    );
  };
}
