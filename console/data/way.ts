/** The way of a proposal: the stages it has been through, as its timeline tells, and those that come, with the latest instants that its charter leaves them. */
import { milliseconds } from '../../charter/text/duration.ts';
import type { CharterDocument } from '../../charter/schema.ts';
import type { Schemas } from './client.ts';

export interface Step {
  readonly stage: string;
  /** Of a discussion. */
  readonly round?: number | undefined;
  readonly opens: string | null;
  /** Of a coming one: the latest. */
  readonly closes: string | null;
  readonly is: 'past' | 'present' | 'coming';
}

type Entry = { readonly kind: string; readonly at: string; readonly facts?: unknown };

/** What a category comes to: what it does not say stands in its tier. */
export function categoryOf(charter: CharterDocument, name: string) {
  const category = charter.categories[name];
  const tier = category && charter.tiers[category.tier];
  if (category === undefined || tier === undefined) return undefined;
  const inherited =
    tier.threshold === undefined || tier.threshold === 'unanimous' ? 'decisive' : tier.threshold.of;
  return {
    ...category,
    tier: tier.tier,
    tierName: category.tier,
    quorum: category.quorum === undefined ? (tier.quorum ?? null) : category.quorum,
    threshold:
      name === 'veto-question'
        ? (charter.vetoes?.lift ?? null)
        : (category.threshold ?? tier.threshold ?? null),
    of: inherited ?? 'decisive',
  };
}

/** A stage with its window in milliseconds, null where it has none. */
export interface Window {
  readonly stage: string;
  readonly round?: number;
  readonly window: number | null;
}

/** The stages of a category from its submission on, where nothing stops it: the rounds without a consensus, the vote without a deadlock. */
export function windowsOf(charter: CharterDocument, name: string, pace: number): readonly Window[] {
  const category = categoryOf(charter, name);
  if (category === undefined) return [];
  const wake = milliseconds(charter.wake, 1);
  const read = (text: string | null | undefined): number | null =>
    text === null || text === undefined ? null : Math.ceil(milliseconds(text, wake) / pace);
  const execution: Window = { stage: 'execution', window: null };
  if (category.tier === 1) return [execution];
  const rounds = Array.from({ length: charter.discussion.rounds }, (_, round) => ({
    stage: 'discussion',
    round: round + 1,
    window: read(charter.discussion.round),
  }));
  const isWaiting = (category.gates ?? []).length > 0;
  return [
    ...(category.endorsers === undefined
      ? []
      : [{ stage: 'endorsement', window: read(category.endorsers.window) }]),
    ...(charter.review === null ? [] : [{ stage: 'review', window: read(charter.review) }]),
    ...(category.hearing === true ? [{ stage: 'requirements', window: read(charter.hearing) }] : []),
    ...rounds,
    ...(isWaiting ? [{ stage: 'requirements', window: read(charter.gates) }] : []),
    { stage: 'voting', window: read(charter.voting.window) },
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
  proposal: Schemas['Proposal'],
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
  return [...before, present, ...(charter === undefined ? [] : comingAfter(present, proposal, charter))];
}

function comingAfter(
  present: Step,
  { category, pace, action }: Schemas['Proposal'],
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
