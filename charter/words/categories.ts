/** What a charter says of each tier, category and core principle, as clauses of one sentence. */
import { asksMajority } from '../../rules/polls/majority.ts';
import type { Telling, Words } from './telling.ts';
import { listed, quorumInWords, several, thresholdInWords } from './values.ts';
import type { Category, Charter } from '../types.ts';
import type { Permission, Tier } from '../choices.ts';
import type { Quorum, Threshold } from '../thresholds.ts';

const deciding: Readonly<Record<Tier, string>> = {
  1: 'the author alone decides',
  2: 'the council of a family decides',
  3: 'the council decides',
};

const electorsOf = (tier: Tier, { council, families }: Telling) => ({ 1: [], 2: families, 3: council })[tier];

/** No charter is resolved with a category whose tier is not there. */
const numberOf = (tier: string, { tiers }: Charter): Tier => tiers[tier]?.tier ?? 1;

const tierOf = ({ holder, charter }: Telling): Tier => {
  const { tier } = holder as { readonly tier: Tier | string };
  return typeof tier === 'number' ? tier : numberOf(tier, charter);
};

const threshold: Words = (value: Threshold | null, telling) =>
  value === null ? '' : thresholdInWords(value, electorsOf(tierOf(telling), telling));

const quorum: Words = (value: Quorum | null, telling) =>
  tierOf(telling) === 1 ? '' : quorumInWords(value, electorsOf(tierOf(telling), telling));

const permitted: Words = (actions: readonly Permission[], telling) => {
  const others = actions.filter((action) => action !== 'none');
  if (others.length === 0) return 'it does nothing by itself';
  const family = tierOf(telling) === 2 ? '' : null;
  const lasting = others.filter((permission) => asksMajority({ family, permission }));
  return [
    `it may carry ${listed(others)}${others.length === actions.length ? ', and must carry one' : ''}`,
    ...(lasting.length === 0 ? [] : [`for ${listed(lasting)} more than half of all electors must be for`]),
  ].join(', and ');
};

const gates = {
  parents: 'every named parent consents',
  resources: 'its resources are attested',
  diversity: 'its diversity is attested',
};

/** By path. A clause that is empty says that nothing is out of the ordinary, and is left out. */
export const categoryWords: Readonly<Record<string, Words>> = {
  '/tiers/*/tier': deciding,
  '/tiers/*/threshold': threshold,
  '/tiers/*/quorum': quorum,
  '/tiers/*/seats': (seats: number) => `it has ${several(seats, 'seat')}`,
  '/categories/*/tier': (tier: string, { charter }) => `${deciding[numberOf(tier, charter)]} (tier ${tier})`,
  '/categories/*/threshold': threshold,
  '/categories/*/quorum': quorum,
  '/categories/*/actions': permitted,
  '/categories/*/gates': (named: Category['gates']) =>
    named.length === 0 ? '' : `first ${listed(named.map((gate) => gates[gate]))}`,
  '/categories/*/hearing': { true: 'accused and victims are heard first', false: '' },
  '/categories/*/appeal': { true: 'it can be appealed', false: '' },
  '/categories/*/approval': { true: 'the guardian must approve it', false: '' },
  '/categories/*/delay': 'it takes effect {} after its adoption',
  '/categories/*/guardianMayResolve': (may: boolean, telling) =>
    may && telling.charter.deadlock !== null && tierOf(telling) > 1
      ? 'after the last deadlock the guardian may adopt it'
      : '',
  '/categories/*/adopts': {
    vote: '',
    consent: 'it adopts by consent, where nobody blocks at the end of the rounds',
    lazy: 'it adopts lazily, where nobody blocks within the window',
  },
  '/categories/*/endorsers/count': (count: number) =>
    `${several(count, 'elector')} beside its author endorse it first`,
  '/categories/*/endorsers/window': 'its endorsers have {}',
  '/principles/*/id': (id: string) => id,
  '/principles/*/text': '“{}”',
  '/principles/*/paths': (paths: readonly string[]) =>
    paths.length === 0 ? 'it guards no path' : `all must agree to a change of ${listed(paths)}`,
};
