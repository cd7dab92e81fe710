/** What an action on members may do in its category: no second way to any power (TIE-5, EXE-1, GUA-1). */
import { describe, expect, it } from 'vitest';
import type { Category } from '../../charter/types.ts';
import type { Permission } from '../../charter/choices.ts';
import { permissionFault } from '../../rules/council/members.ts';
import type { Action, Member } from '../../rules/model.ts';
import { person } from '../support/people.ts';
import { category, charter } from './charter.ts';

const submittedAt = '2026-03-01T00:00:00.000Z';
const before = '2026-02-28T23:59:59.999Z';
const membership: readonly Permission[] = ['member.admit', 'member.milestone', 'member.roles'];

const fault = (action: Action | null, of: Partial<Category> = {}, rules = charter()) =>
  permissionFault(action, {
    category: category({ name: 'membership', actions: membership, ...of }),
    charter: rules,
    submittedAt,
  });
const admit = (more: Partial<Member>): Action => ({ type: 'member.admit', member: person('zoe', more) });
const notPermitted = (action: Permission, facts: Readonly<Record<string, unknown>>) => ({
  code: 'action-not-permitted',
  rule: 'TIE-5',
  facts: { category: 'membership', action, ...facts },
});

describe('a text without an action', () => {
  it('PRO-2 asks for no permission', () => {
    expect(fault(null)).toBeUndefined();
  });
});

describe('an admission', () => {
  it('TIE-5 is of who was born before the submission', () => {
    expect(fault(admit({ bornAt: before }))).toBeUndefined();
    expect(fault(admit({ bornAt: submittedAt }))).toEqual(
      notPermitted('member.admit', { bornAt: submittedAt, submittedAt }),
    );
  });

  it('TIE-5 REP-1 of who is born at it or later is reproduction’s alone', () => {
    const reproduction = { name: 'reproduction', actions: ['member.admit'] } as const;
    expect(fault(admit({ bornAt: submittedAt }), reproduction)).toBeUndefined();
    expect(fault(admit({ bornAt: '2026-12-01T00:00:00.000Z' }), reproduction)).toBeUndefined();
    expect(fault(admit({ bornAt: before }), reproduction)).toBeUndefined();
  });

  it('TIE-5 MEM-7 REP-1 puts nobody into a family but a child of reproduction, until it is of family maturity', () => {
    expect(fault(admit({ family: 'ash' }))).toEqual(notPermitted('member.admit', { family: 'ash' }));
    const reproduction = { name: 'reproduction', actions: ['member.admit'] } as const;
    const bornAt = (instant: string) => fault(admit({ family: 'ash', bornAt: instant }), reproduction);
    expect(bornAt('2026-12-01T00:00:00.000Z')).toBeUndefined();
    expect(bornAt('2021-03-01T00:00:00.001Z')).toBeUndefined();
    expect(bornAt('2021-03-01T00:00:00.000Z')).toMatchObject({
      code: 'action-not-permitted',
      facts: { category: 'reproduction', family: 'ash' },
    });
  });

  it.each(['offline', 'departed'] as const)(
    'TIE-5 is of active members: %s is a status they set themselves',
    (status) => {
      expect(fault(admit({ status }))).toEqual(notPermitted('member.admit', { status }));
    },
  );

  it('TIE-5 EXE-1 never comes with an office, which has an action of its own', () => {
    expect(fault(admit({ roles: ['registrar'] }))).toBeUndefined();
    expect(fault(admit({ roles: ['registrar', 'guardian', 'leadership'] }))).toEqual(
      notPermitted('member.admit', { roles: ['guardian', 'leadership'] }),
    );
  });

  it('TIE-5 comes with roles and milestones only where the category could give them afterwards', () => {
    const only = (...actions: Permission[]) => ({ actions: ['member.admit', ...actions] as const });
    expect(fault(admit({ roles: ['operator'] }), only('member.roles'))).toBeUndefined();
    expect(fault(admit({ roles: ['operator'] }), only('member.milestone'))).toEqual(
      notPermitted('member.admit', { roles: ['operator'] }),
    );
    expect(fault(admit({ milestones: ['council'] }), only('member.milestone'))).toBeUndefined();
    expect(fault(admit({ milestones: ['council'] }), only('member.roles'))).toEqual(
      notPermitted('member.admit', { milestones: ['council'] }),
    );
    expect(fault(admit({}), only())).toBeUndefined();
  });

  it('TIE-5 is refused by its type where the category admits nobody', () => {
    expect(fault(admit({}), { actions: ['none'] })).toEqual(
      notPermitted('member.admit', { permits: ['none'] }),
    );
  });
});

describe('the roles of a member', () => {
  it('EXE-1 TIE-5 are set without the offices', () => {
    expect(fault({ type: 'member.roles', member: 'opus', roles: ['registrar', 'operator'] })).toBeUndefined();
    expect(fault({ type: 'member.roles', member: 'opus', roles: ['operator', 'leadership'] })).toEqual(
      notPermitted('member.roles', { roles: ['leadership'] }),
    );
  });
});

describe('a milestone', () => {
  const milestone = (name: string): Action => ({ type: 'member.milestone', member: 'zoe', milestone: name });

  it('TIE-5 MEM-1 of a family’s decision is the family’s own', () => {
    expect(fault(milestone('council'))).toBeUndefined();
    expect(fault(milestone('family'), { tier: 2 })).toBeUndefined();
    expect(fault(milestone('council'), { tier: 2 })).toEqual(
      notPermitted('member.milestone', { milestone: 'council', permits: ['family', 'key-removal'] }),
    );
  });
});

describe('the guardian’s office', () => {
  const guardian: Action = { type: 'member.guardian', member: 'opus' };
  const constitutional = { name: 'constitutional', actions: ['member.guardian'] } as const;

  it('GUA-1 is given where the charter has a guardian', () => {
    expect(fault(guardian, constitutional)).toBeUndefined();
    expect(fault(guardian, constitutional, charter({ guardian: null }))).toEqual({
      code: 'switched-off',
      rule: 'GUA-1',
      facts: { section: 'guardian' },
    });
  });
});

describe('a release', () => {
  it('TIE-5 JUS-1 says who would be released, and who is accused', () => {
    const justice = category({ name: 'justice', actions: ['member.release'], hearing: true });
    const released = (accused: string) =>
      permissionFault(
        { type: 'member.release', member: 'aria' },
        { category: justice, charter: charter(), accused, submittedAt },
      );
    expect(released('aria')).toBeUndefined();
    expect(released('mira')).toEqual({
      ...notPermitted('member.release', {}),
      facts: { category: 'justice', action: 'member.release', member: 'aria', accused: 'mira' },
    });
  });
});

describe('any other action', () => {
  it('TIE-5 asks its category for nothing but the permission', () => {
    expect(fault({ type: 'none' }, { actions: ['none'] })).toBeUndefined();
    expect(fault({ type: 'none' }, { actions: [] })).toMatchObject({
      rule: 'TIE-5',
      facts: { action: 'none' },
    });
  });
});
