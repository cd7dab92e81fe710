/** The way of a proposal: the stages it has been through, as its timeline tells, and those that come, with the latest instants that its charter leaves them. */
import { milliseconds } from '../../charter/text/duration.ts';
import type { CharterDocument } from '../../charter/schema.ts';
import { judgedBy, lazyRounds, votesAfterRounds } from '../../rules/polls/adoption.ts';
import type { components } from '../../schemas/openapi.ts';

type Proposal = components['schemas']['Proposal'];

export interface Step {
  readonly stage: string;
  /** Of a discussion. */
  readonly round?: number | undefined;
  readonly opens: string | null;
  /** Of a coming one: the latest. */
  readonly closes: string | null;
  readonly is: 'past' | 'present' | 'coming';
  /** What of it is not as everywhere, by its charter. */
  readonly note?: Note | undefined;
}

/**
 * A round in which silence is assent; one that adopts where nobody blocks (CON-3); a vote that goes on as a second meeting, with a quorum of its
 * own (PRO-8); a guardian whose silence is assent (AMD-2).
 */
export type Note = 'lazy' | 'consent' | 'second-meeting' | 'assent';

type Entry = { readonly kind: string; readonly at: string; readonly facts?: unknown };

/** What a category comes to: what it does not say stands in its tier. */
export function categoryOf(charter: CharterDocument, name: string) {
  const category = charter.categories[name];
  const tier = category && charter.tiers[category.tier];
  if (category === undefined || tier === undefined) return undefined;
  const own = category.threshold ?? tier.threshold;
  const inherited =
    tier.threshold === undefined || tier.threshold === 'unanimous' ? 'decisive' : tier.threshold.of;
  return {
    ...category,
    adopts: category.adopts === 'vote' ? undefined : category.adopts,
    tier: tier.tier,
    tierName: category.tier,
    quorum: category.quorum === undefined ? (tier.quorum ?? null) : category.quorum,
    threshold: name === 'veto-question' ? (charter.vetoes?.lift ?? null) : (own ?? null),
    parts: typeof own === 'object' ? own.parts : undefined,
    of: inherited ?? 'decisive',
  };
}

export function noteOf(
  charter: CharterDocument,
  name: string,
  { stage, round = 0 }: Pick<Step, 'stage' | 'round'>,
): Note | undefined {
  const category = categoryOf(charter, name);
  if (category === undefined) return undefined;
  if (stage === 'discussion') return judgedBy(round, category, charter);
  if (stage === 'voting' && charter.voting.extension !== undefined) return 'second-meeting';
  return stage === 'guardian-approval' && charter.guardian?.silence === 'assent' ? 'assent' : undefined;
}

/** A stage with its window in milliseconds, null where it has none. */
export interface Window {
  readonly stage: string;
  readonly round?: number;
  readonly window: number | null;
}

/**
 * The stages of a category from its submission on, where nothing stops it: the rounds without a consensus, the vote without a deadlock. What adopts lazily
 * waits for a block first, in a round that stands for the review; what adopts by consent is not voted on (CON-3).
 */
export function windowsOf(charter: CharterDocument, name: string, pace: number): readonly Window[] {
  const category = categoryOf(charter, name);
  if (category === undefined) return [];
  const wake = milliseconds(charter.wake, 1);
  const read = (text: string | null | undefined): number | null =>
    text === null || text === undefined ? null : Math.ceil(milliseconds(text, wake) / pace);
  const execution: Window = { stage: 'execution', window: null };
  if (category.tier === 1) return [execution];
  const lazy = lazyRounds(category);
  const rounds = Array.from({ length: lazy + charter.discussion.rounds }, (_, round) => ({
    stage: 'discussion',
    round: round + 1,
    window: read(round < lazy ? charter.lazy?.window : charter.discussion.round),
  }));
  const isWaiting = (category.gates ?? []).length > 0;
  return [
    ...(category.endorsers === undefined
      ? []
      : [{ stage: 'endorsement', window: read(category.endorsers.window) }]),
    ...(charter.review === null || category.tier !== 3 || lazy > 0
      ? []
      : [{ stage: 'review', window: read(charter.review) }]),
    ...(category.hearing === true ? [{ stage: 'requirements', window: read(charter.hearing) }] : []),
    ...rounds,
    ...(isWaiting ? [{ stage: 'requirements', window: read(charter.gates) }] : []),
    ...(votesAfterRounds(category) ? [{ stage: 'voting', window: read(charter.voting.window) }] : []),
    ...(category.tier === 2 && charter.vetoes !== null
      ? [{ stage: 'veto', window: read(charter.vetoes.window) }]
      : []),
    ...(category.approval === true && charter.guardian !== null
      ? [{ stage: 'guardian-approval', window: read(charter.guardian.answer) }]
      : []),
    ...(category.appeal === true && charter.appeals !== null
      ? [{ stage: 'appeal', window: read(charter.appeals.window) }]
      : []),
    ...(category.delay === undefined || category.delay === null
      ? []
      : [{ stage: 'delay', window: read(category.delay) }]),
    execution,
  ];
}

/** @param timeline in its order, as far as it is known */
export function wayOf(
  proposal: Proposal,
  timeline: readonly Entry[],
  charter: CharterDocument | undefined,
): readonly Step[] {
  const opened = timeline.flatMap(({ kind, at, facts }): Step[] => {
    const stage = kind.endsWith('-opened')
      ? kind.slice(0, -'-opened'.length)
      : kind === 'drafted'
        ? 'draft'
        : null;
    if (stage === null) return [];
    const {
      opens = at,
      closes = null,
      round,
    } = (facts ?? {}) as { opens?: string; closes?: string | null; round?: number };
    return [{ stage, round, opens, closes, is: 'past' }];
  });
  const past = opened.map((step, place) => ({
    ...step,
    closes: opened[place + 1]?.opens ?? proposal.endedAt ?? step.closes,
  }));
  if (proposal.stage === 'ended')
    return [...past, { stage: 'ended', opens: proposal.endedAt, closes: null, is: 'present' }];
  const last = past.at(-1);
  const present: Step = {
    stage: proposal.stage,
    round: proposal.stage === 'discussion' ? proposal.round : undefined,
    opens: last?.stage === proposal.stage ? last.opens : null,
    closes: proposal.deadline,
    is: 'present',
  };
  const before = last?.stage === proposal.stage ? past.slice(0, -1) : past;
  if (charter === undefined) return [...before, present];
  return [...before, present, ...comingAfter(present, proposal, charter)].map((step) => ({
    ...step,
    note: step.is === 'past' ? undefined : noteOf(charter, proposal.category, step),
  }));
}

function comingAfter(
  present: Step,
  { category, pace, action }: Proposal,
  charter: CharterDocument,
): readonly Step[] {
  const windows = windowsOf(charter, category, pace);
  const place = windows.findLastIndex(
    ({ stage, round }) => stage === present.stage && (round === undefined || round === (present.round ?? 1)),
  );
  const after = place === -1 && present.stage !== 'draft' ? windows.slice(-1) : windows.slice(place + 1);
  let opens = present.closes;
  const steps = after
    .filter(({ stage }) => stage !== 'execution' || action?.type !== 'none')
    .map(({ stage, round, window }): Step => {
      const closes =
        opens === null || window === null ? null : new Date(Date.parse(opens) + window).toISOString();
      const step: Step = { stage, round, opens, closes, is: 'coming' };
      opens = closes ?? opens;
      return step;
    });
  return [...steps, { stage: 'ended', opens, closes: null, is: 'coming' }];
}
