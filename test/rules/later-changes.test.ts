/** What a later decision changed of a family, so that an action is not run again (EXE-2, MEM-7). */
import { describe, expect, it } from 'vitest';
import { changesTheFamily } from '../../rules/actions/later-changes.ts';
import type { FamilyAction } from '../../rules/council/families.ts';

const joins = (member: string, family: string) => ({ member, family: { before: null, after: family } });
const leaves = (member: string, family: string) => ({ member, family: { before: family, after: null } });

describe('an action on a family that is run again', () => {
  it.each(['family.admit', 'family.release'] as const)(
    'EXE-2 MEM-7 %s is not done where its member has joined or left a family since',
    (type) => {
      const action: FamilyAction = { type, family: 'ash', member: 'zoe' };
      for (const change of [joins('zoe', 'ash'), joins('zoe', 'oak'), leaves('zoe', 'ash')])
        expect(changesTheFamily(action, change)).toBe(true);
      expect(changesTheFamily(action, joins('max', 'ash'))).toBe(false);
      expect(changesTheFamily(action, { member: 'zoe', roles: { before: [], after: ['operator'] } })).toBe(
        false,
      );
    },
  );

  it('EXE-2 MEM-7 a dissolution is not done where anybody has joined or left that family since', () => {
    const action: FamilyAction = { type: 'family.dissolve', family: 'ash', shares: [] };
    for (const change of [joins('zoe', 'ash'), leaves('max', 'ash')])
      expect(changesTheFamily(action, change)).toBe(true);
    expect(changesTheFamily(action, joins('zoe', 'oak'))).toBe(false);
  });
});
