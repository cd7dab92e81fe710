/** A council's charter and its categories as plain literals, with the numbers of the default charter, for the tests of the rules. */
import type { Category, Charter } from '../../charter/types.ts';
import type { Permission } from '../../charter/choices.ts';
import type { Fraction, Threshold } from '../../charter/thresholds.ts';

const hour = 3_600_000;
const day = 24 * hour;

export const half: Fraction = { num: 1, den: 2 };
export const threeQuarters: Fraction = { num: 3, den: 4 };

/** At least num/den of the decisive votes, unless said otherwise. */
export function threshold(num: number, den: number, other: Partial<Threshold> = {}): Threshold {
  return { num, den, strict: false, unanimous: false, of: 'decisive', ...other };
}

export const moreThanHalf = threshold(1, 2, { strict: true });
export const twoThirds = threshold(2, 3);
export const fourFifths = threshold(4, 5);
export const unanimous = threshold(1, 1, { unanimous: true });

const councilActions: readonly Permission[] = ['none', 'task', 'http.call', 'allocation.temporary'];

/** A tier 3 category that asks two thirds and three quarters of the electorate, unless said otherwise. */
export function category(other: Partial<Category> = {}): Category {
  return {
    name: 'infrastructure',
    tier: 3,
    tierName: 'council',
    threshold: twoThirds,
    quorum: threeQuarters,
    actions: councilActions,
    gates: [],
    hearing: false,
    appeal: false,
    approval: false,
    delay: null,
    guardianMayResolve: true,
    ...other,
  };
}

const categories: Readonly<Record<string, Category>> = {
  operations: category({ name: 'operations', threshold: moreThanHalf }),
  infrastructure: category(),
  resources: category({ name: 'resources', actions: [...councilActions, 'allocation.permanent'] }),
  'veto-question': category({ name: 'veto-question', actions: ['none'], guardianMayResolve: false }),
  'core-principles': category({
    name: 'core-principles',
    threshold: unanimous,
    actions: ['charter.amend'],
    approval: true,
    delay: 30 * day,
    guardianMayResolve: false,
  }),
};

const defaults: Charter = {
  name: 'Protocol 6',
  wake: day,
  maturity: {
    basis: 'age',
    milestones: ['family', 'key-removal'],
    family: { age: 5, milestone: 'family' },
    council: { age: 10, milestone: 'council' },
  },
  offline: { policy: 'abstain', notice: 3 * day, wait: 7 * day, onReturn: day, answered: half },
  families: { accept: 7 * day },
  guardian: { role: 'guardian', scope: 'constitutional', answer: 7 * day },
  execution: { retry: 30 * day },
  drafts: { lapse: 30 * day },
  review: 72 * hour,
  discussion: { rounds: 3, round: day, consensus: { minus: 0 } },
  amendments: { most: 5, corrections: { most: 3, window: hour } },
  alternatives: { least: 1 },
  escalation: { num: 2, den: 3 },
  categoryRequests: { num: 1, den: 3, memory: 30 * 86_400_000, again: { num: 1, den: 2, strict: true } },
  voting: { window: 72 * hour, extensions: 1 },
  gates: 7 * day,
  allocations: { longest: 365 * 86_400_000 },
  recusal: { least: { num: 1, den: 2 } },
  hearing: 72 * hour,
  lookBack: 7 * day,
  vetoes: { window: day, contest: day, lift: { num: 2, den: 3 } },
  deadlock: {
    extraRounds: 1,
    deferral: 7 * day,
    rejectWhenAgainst: { num: 1, den: 2, strict: true },
    guardianNeeds: half,
  },
  appeals: { window: 72 * hour },
  delegation: {
    longest: 90 * day,
    chains: false,
    conflicted: 'carry',
    cap: { num: 1, den: 4, of: 'delegated' },
  },
  mandates: { longest: 90 * day, callBack: { num: 1, den: 4 } },
  emergency: null,
  conflicts: null,
  repairs: null,
  nodeVetoes: null,
  support: null,
  alarms: null,
  restorative: null,
  signatures: 'none',
  answers: 'at-once',
  keys: { notice: 259_200_000 },
  tiers: {
    personal: { tier: 1, threshold: null, quorum: null },
    family: { tier: 2, threshold: twoThirds, quorum: half },
    council: { tier: 3, threshold: twoThirds, quorum: threeQuarters },
  },
  categories,
  principles: [],
};

/** The default charter, but for what is said. */
export function charter(other: Partial<Charter> = {}): Charter {
  return { ...defaults, ...other };
}

/** How a charter treats the members who are offline (MEM-4). */
export function offline(policy: Charter['offline']['policy'], answered: Fraction = half): Charter['offline'] {
  return { ...defaults.offline, policy, answered };
}

/** A deadlock path that rejects at this share against. */
export function deadlock(
  rejectWhenAgainst: Fraction & { strict: boolean },
): NonNullable<Charter['deadlock']> {
  return { extraRounds: 1, deferral: 7 * day, rejectWhenAgainst, guardianNeeds: half };
}
