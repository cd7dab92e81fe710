/** A council that can quarrel: carl and dora have families that mediate, the others none. */
import { five, person } from './people.ts';

const bornToBeEight = '2018-06-01T00:00:00.000Z';

export const families = [
  { id: 'alder', name: 'Alder' },
  { id: 'birch', name: 'Birch' },
];

/** Of carl's family fay and nora mediate, of dora's gus; hal is away, and kim too young for it. Nora and hal are not of the council. */
export const quarrellers = [
  ...five.map((member) =>
    member.id === 'carl'
      ? { ...member, family: 'alder' }
      : member.id === 'dora'
        ? { ...member, family: 'birch' }
        : member,
  ),
  person('fay', { family: 'alder' }),
  person('gus', { family: 'birch' }),
  person('hal', { family: 'birch', status: 'offline', bornAt: bornToBeEight }),
  person('kim', { family: 'birch', bornAt: '2024-06-01T00:00:00.000Z' }),
  person('nora', { family: 'alder', bornAt: bornToBeEight }),
];

/** Everybody of the council but carl and dora. */
export const arbiters = ['anna', 'ben', 'emil', 'fay', 'gus'] as const;
