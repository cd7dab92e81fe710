/** The council's polls on an act in force: how often each may be called, until when it is open, when it closes at once (EMG-5, EMG-6). */
import type { Charter } from '../../charter/types.ts';
import type { Bar } from '../polls/deadlock.ts';
import { accountedAt, type EmergencyPoll, type EmergencyPollKind, type EmergencyState } from './state.ts';
import { quorate } from '../polls/quorum.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { Figures, Tally } from '../polls/tally.ts';
import { reached } from '../polls/threshold.ts';
import { earlierOf } from '../window.ts';

/**
 * Whether the votes for have reached the threshold of the whole electorate, so that a poll closes at once (EMG-5, EMG-6). Where it is
 * unanimous they are everybody's, and where it bears so many against, everybody's but theirs: whoever is still out could undo it.
 */
export function decidedByElectorate(figures: Figures, { threshold, quorum }: Bar): boolean {
  const whole = { ...threshold, of: 'electorate' } as const;
  const borne = threshold.unanimous ? 0 : (threshold.most ?? figures.electorate);
  if (figures.electorate - figures.for > borne) return false;
  return quorate(quorum, { ...figures, participating: figures.answered }) && reached(whole, quorum, figures);
}

/** When an emergency's poll closes that opens at an instant: after its window, at the latest at the limit (EMG-5, EMG-6). */
export function pollCloses(
  kind: EmergencyPollKind,
  opens: string,
  { limit }: Pick<EmergencyState, 'limit'>,
  { override }: NonNullable<Charter['emergency']>,
): string {
  const whole = new Date(Date.parse(opens) + override.window).toISOString();
  if (limit === null) return whole;
  return kind === 'ratification' ? limit : earlierOf(limit, whole);
}

/** A poll of the kind opens: the newest, which has closed, makes place for it; one that was being opened is this one. */
export function opened(
  emergency: EmergencyState,
  kind: EmergencyPollKind,
  poll: EmergencyPoll,
): EmergencyState {
  const { polls, formerPolls } = emergency;
  const newest = polls[kind];
  const former = newest === undefined || newest.electorate === null ? [] : [{ kind, ...newest }];
  return { ...emergency, polls: { ...polls, [kind]: poll }, formerPolls: [...formerPolls, ...former] };
}

/** One that was being opened was refused: the one before it is the newest again. */
export function notOpened(emergency: EmergencyState, kind: EmergencyPollKind): EmergencyState {
  const { [kind]: _refused, ...polls } = emergency.polls;
  const place = emergency.formerPolls.findLastIndex((former) => former.kind === kind);
  const former = emergency.formerPolls[place];
  if (former === undefined) return { ...emergency, polls };
  const { kind: _kind, ...newest } = former;
  const formerPolls = emergency.formerPolls.toSpliced(place, 1);
  return { ...emergency, polls: { ...polls, [kind]: newest }, formerPolls };
}

/** The newest poll of the kind was counted. */
export function closed(
  emergency: EmergencyState,
  kind: EmergencyPollKind,
  { closedAt, tally }: { readonly closedAt: string; readonly tally: Tally },
): EmergencyState {
  const newest = emergency.polls[kind];
  if (newest === undefined) return emergency;
  return { ...emergency, polls: { ...emergency.polls, [kind]: { ...newest, closedAt, tally } } };
}

type Called = Pick<EmergencyState, 'id' | 'polls' | 'formerPolls'>;

/** How many polls of the kind have been opened; the newest bears this number. */
export const pollsOpened = ({ polls, formerPolls }: Omit<Called, 'id'>, kind: EmergencyPollKind): number =>
  formerPolls.filter((former) => former.kind === kind).length + (polls[kind] === undefined ? 0 : 1);

/** The electorate of a kind's newest poll: each poll has its own, fixed as it was called (MEM-3). */
export function electorateOfPoll(emergency: Called, kind: EmergencyPollKind): string {
  const number = pollsOpened(emergency, kind);
  return number > 1 ? `${emergency.id}/${kind}/${number}` : `${emergency.id}/${kind}`;
}

/** Every poll of the kind that has closed and was judged. */
const judged = ({ polls, formerPolls }: Omit<Called, 'id'>, kind: EmergencyPollKind) =>
  [...formerPolls.filter((former) => former.kind === kind), polls[kind]].flatMap((poll) => poll?.tally ?? []);

/** Whether one of the kind is open, or has reached its quorum: then none opens by itself (EMG-3). */
export const isAnswered = (emergency: Omit<Called, 'id'>, kind: EmergencyPollKind): boolean =>
  emergency.polls[kind]?.closedAt === null || judged(emergency, kind).some(({ quorum }) => quorum.met);

/**
 * Until when one more override may be called of what nothing limits: `window` milliseconds from the justification or its breach (EMG-6).
 * Null before either, and where the charter has a limit.
 */
export function anotherOverrideUntil(
  emergency: Pick<EmergencyState, 'limit' | 'justification' | 'breaches'>,
  window: number,
): string | null {
  const accounted = accountedAt(emergency);
  if (emergency.limit !== null || accounted === undefined) return null;
  return new Date(Date.parse(accounted) + window).toISOString();
}

/**
 * Refuses a poll that was called before: of each kind there is one that reaches its quorum, one that ends without is called once more, and
 * where nothing limits the act there is one more override while it is in question (EMG-6). Facts: the kind, and when the newest opened.
 * @param at ISO 8601, UTC
 */
export function callFault(
  emergency: Pick<EmergencyState, 'polls' | 'formerPolls' | 'anotherOverrideUntil'>,
  kind: EmergencyPollKind,
  at: string,
): Refusal | undefined {
  const newest = emergency.polls[kind];
  if (newest === undefined) return undefined;
  const again = judged(emergency, kind).some(({ quorum }) => !quorum.met) ? 1 : 0;
  const until = kind === 'override' ? emergency.anotherOverrideUntil : null;
  const another = until !== null && at < until ? 1 : 0;
  return newest.closedAt !== null && pollsOpened(emergency, kind) < 1 + again + another
    ? undefined
    : refuse('already-done', kind === 'override' ? 'EMG-5' : 'EMG-6', { poll: kind, opens: newest.opens });
}
