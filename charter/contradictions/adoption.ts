/** Where a category adopts without a vote what is not for that, or has nothing to adopt it in (CHA-2, CON-3). */
import { lengthOf } from './lengths.ts';
import type { Finding } from '../faults/fault.ts';
import { valueAt } from '../text/places.ts';
import type { Permission } from '../choices.ts';
import { type Case, entries, type ReadableCharter } from './readable.ts';

/** The actions that may be adopted without a vote: what can be taken back, and nobody's standing. */
const lesser: readonly Permission[] = ['none', 'task', 'http.call', 'allocation.temporary'];

/** Everything that speaks against a category's adopting by consent or lazily. */
export function adoption({ name, place, category, view }: Case): readonly Finding[] {
  const { adopts } = category;
  if (adopts === undefined || adopts === 'vote') return [];
  const { charter } = view;
  const at = [...place, 'adopts'];
  const beside = (['approval', 'hearing', 'appeal'] as const).filter((part) => category[part] === true);
  const parts = [...beside, ...((category.gates?.length ?? 0) > 0 ? ['gates'] : [])];
  const actions = (category.actions ?? []).flatMap((action) =>
    action === undefined || lesser.includes(action) ? [] : [action],
  );
  const threshold = category.threshold ?? charter.tiers?.[category.tier ?? '']?.threshold;
  const faults: readonly (readonly [boolean, string, Record<string, unknown>?])[] = [
    [name === 'veto-question', 'is not vote, and the question of a veto is voted on'],
    [
      parts.length > 0,
      'is not vote, and has no place beside what others than the electors decide',
      { beside: parts },
    ],
    [
      actions.length > 0,
      'is not vote, and its actions are not all lesser ones',
      { actions, allowed: lesser },
    ],
    [
      adopts === 'consent' && charter.discussion?.rounds === 0,
      'is consent, and the charter has no rounds to find it in',
      { rounds: 0 },
    ],
    [adopts === 'lazy' && threshold === 'unanimous', 'is lazy, and its threshold is unanimous'],
    [
      typeof threshold === 'object' && threshold.parts !== undefined,
      'is not vote, and its threshold asks for majorities of parts, which silence would pass over',
    ],
    [adopts === 'lazy' && view.isOff('lazy'), 'is lazy, and the charter has no /lazy to say how long'],
  ];
  return faults.flatMap(([isFault, message, facts = {}]) => (isFault ? [{ place: at, message, facts }] : []));
}

/** What adopts lazily lies open no shorter than what is reviewed (PRO-3), and somebody adopts so. */
export function lazyWindow({ charter, isOff }: ReadableCharter): readonly Finding[] {
  if (isOff('lazy')) return [];
  const place = ['lazy', 'window'];
  const isUsed = entries(charter.categories).some(([name]) => {
    const adopts = valueAt(charter, ['categories', name, 'adopts']);
    return adopts === 'lazy' || (adopts === undefined && !isOff('categories', name, 'adopts'));
  });
  const [window, review] = [charter.lazy?.window, charter.review ?? undefined].map((text) =>
    lengthOf(charter, text),
  );
  return [
    ...(isUsed
      ? []
      : [{ place: ['lazy'], message: 'is for categories that adopt lazily, and there is none' }]),
    ...(window == null || review == null || window >= review
      ? []
      : [
          {
            place,
            message: 'is shorter than the review that it stands for',
            facts: { window: charter.lazy?.window, review: charter.review },
          },
        ]),
  ];
}
