/** A stage of a conflict: how it is entered, and how it waits for its end (CNF-5). */
import type { MediatorsRequest, PollOpening } from '../../activities/index.ts';
import { isWaiting, partiesOf } from '../../rules/conflict/state.ts';
import { conflictOwed } from '../../rules/conflict/owing.ts';
import { next } from '../../rules/conflict/step.ts';
import { namedOf } from '../../rules/conflict/parties.ts';
import type { ConflictEntry } from '../../rules/conflict/entries.ts';
import type { EntryFacts } from '../../rules/timeline.ts';
import { hidingOf } from '../../rules/polls/hiding.ts';
import { after, laterOf, nextOpening, type Window } from '../../rules/window.ts';
import { activities } from '../activities.ts';
import { now, timeLeft } from '../kit/clock.ts';
import { happen, write } from '../process.ts';
import { comesNext } from '../kit/waiting.ts';
import type { Abandoned, Dispute } from './dispute.ts';
import { waitAgain, woken } from './referral.ts';
import { askWho, dropped, endSilently, lookAtGuardian, openingOf } from './parties.ts';

/** The entries that a stage opens with. */
type OpeningKind = Extract<ConflictEntry, { facts: Window }>['kind'];

export interface Entering<Kind extends OpeningKind> {
  readonly window: Window;
  /** The timeline's word for it, and what stands there beside the window. */
  readonly kind: Kind;
  readonly facts: Omit<EntryFacts<'conflict', Kind>, keyof Window>;
  /** The poll that opens with it. */
  readonly poll?: { readonly kind: PollOpening['kind']; readonly options: readonly string[] };
}

/** A window of so many milliseconds that opens where the stage before ended. */
export function windowOf(dispute: Dispute, length: number): Window {
  const opens = nextOpening(dispute.stageEnded, now(), length);
  return { opens, closes: after(opens, length) };
}

/** Enters a stage. From here on acts are checked against it. */
export async function enter<Kind extends OpeningKind>(
  dispute: Dispute,
  entering: Entering<Kind>,
): Promise<void> {
  const { window, kind, facts, poll } = entering;
  const { opens, closes } = window;
  dispute.over = null;
  happen(dispute, kind, { opens, closes, ...facts } as EntryFacts<'conflict', Kind>, opens);
  if (poll !== undefined) dispute.polls.push(pollOf(dispute, window, poll));
  waitAgain(dispute, opens);
  await write(dispute);
}

/** A poll of the council that arbitrates; nobody's vote is carried in it (DEL-1). */
function pollOf(
  { state: { id }, charter, rules: { arbitration } }: Dispute,
  { opens, closes }: Window,
  { kind, options }: NonNullable<Entering<OpeningKind>['poll']>,
): PollOpening {
  const { threshold, quorum } = arbitration;
  const { offline, deadlock, discussion, voting, signatures } = charter;
  return {
    decision: id,
    kind,
    number: 1,
    round: 1,
    version: 1,
    electorate: id,
    opens,
    closes,
    rules: {
      category: { name: 'arbitration', threshold, quorum },
      charter: {
        offline,
        deadlock,
        discussion,
        voting,
        delegation: null,
        signatures,
        ...hidingOf(charter),
      },
      options,
    },
  };
}

/**
 * Waits for the stage's deadline, or until something ends it before, and notes when it ended. What was noted meanwhile is written, who
 * has departed is dropped, and words that somebody is no party end at their instants: an ending is answered only where the conflict was
 * abandoned.
 * @param lookFurther what else may have changed outside, beside who has departed
 */
export async function stageEnd(
  dispute: Dispute,
  lookFurther: () => Promise<void> = async () => undefined,
): Promise<Abandoned | undefined> {
  while (await goesOn(dispute, lookFurther));
  const { interrupted, over, state } = dispute;
  const ended = interrupted?.at ?? over ?? state.deadline ?? now();
  // What ran on while it waited, as an appeal does, ends it where it goes on (RST-1).
  dispute.stageEnded = laterOf(ended, state.referred?.returned?.at ?? ended);
  return interrupted ?? undefined;
}

/** Waits for what comes next, and lets it happen; answers whether the stage goes on. */
async function goesOn(dispute: Dispute, lookFurther: () => Promise<void>): Promise<boolean> {
  const due = () => next(dispute.state);
  const moved = await comesNext(dispute, {
    isOver: () =>
      dispute.restored !== null ||
      (!isWaiting(dispute.state) && (dispute.over !== null || dispute.interrupted !== null)),
    due,
    owed: () => conflictOwed(dispute.state),
  });
  if (moved === 'over') {
    const { restored } = dispute;
    if (restored !== null) woken(dispute, restored);
    return restored !== null;
  }
  if (moved === 'news') {
    // Who has departed meanwhile is found as it goes on (RST-1).
    if (isWaiting(dispute.state)) return true;
    await look(dispute);
    await lookAtGuardian(dispute);
    await lookFurther();
  } else if (moved === 'noted') {
    // A contest and who is asked of it are told together.
    await (due()?.what === 'contest' ? askWho : write)(dispute);
  } else {
    switch (moved.what) {
      case 'contest':
        await askWho(dispute);
        break;
      case 'word':
        endSilently(dispute, moved.word);
        break;
      case 'deadline':
        dispute.stageEnded = moved.at;
        await look(dispute, dispute.state.stage === 'negotiation');
        return false;
    }
  }
  return true;
}

/** For whom mediators are sought, as of the instant at which the negotiation ended. */
export const mediatorsSought = ({ state, charter, stageEnded }: Dispute): MediatorsRequest => ({
  conflict: state.id,
  parties: namedOf(state),
  charter,
  at: stageEnded,
});

/**
 * Drops who has departed before the deadline of the stage at hand; who is left may have settled by that (CNF-1, CNF-2).
 * @param mediates whether mediation is what follows
 */
async function look(dispute: Dispute, mediates = false): Promise<void> {
  dispute.looking = false;
  const { departed, mediators } = await activities.departed({
    members: partiesOf(dispute.state),
    mediation: mediates ? mediatorsSought(dispute) : null,
  });
  dispute.mediators = mediators;
  for (const { member, at } of departed) {
    const { deadline } = dispute.state;
    const opens = openingOf(dispute);
    if (deadline === null || timeLeft(deadline) > 0) dropped(dispute, member, now());
    // Found at the end of the stage, they left in it, or before it and unnoticed; or after it, which is the next one's.
    else if (at < deadline) dropped(dispute, member, at < opens ? opens : at);
    else dispute.looking = true;
  }
}
