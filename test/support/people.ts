/** Members for councils under test. */
import type { HeldResource } from '../../charter/resources.ts';
import type { Member } from '../../rules/model.ts';

/** A person of council maturity, active, without family or roles unless said otherwise. */
export function person(id: string, more: Partial<Member> = {}): Member {
  return {
    id,
    name: id,
    kind: 'person',
    steward: null,
    family: null,
    bornAt: '1980-01-01T00:00:00.000Z',
    status: 'active',
    roles: [],
    milestones: [],
    ...more,
  };
}

/** Five equals: anna is the guardian, ben registrar and operator. */
export const five: readonly Member[] = [
  person('anna', { roles: ['guardian'] }),
  person('ben', { roles: ['registrar', 'operator'] }),
  person('carl'),
  person('dora'),
  person('emil'),
];

/** What there is to allocate: plenty of each. */
export const plenty: readonly HeldResource[] = [
  ...['wakes', 'water', 'compute', 'gpu-hours', 'hall', 'land', 'timber', 'seeds', 'rope', 'wood', 'salt'],
].map((id) => ({ id, unit: 'unit', total: null, held: [] }));
