/** What an action on members needs of its category and of the council (EXE-1, TIE-5, GUA-2). */
import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import type { Role } from '../../charter/choices.ts';
import { inOwnCase } from '../../rules/polls/electorate.ts';
import {
  isMemberAction,
  type MemberAction,
  permissionFault,
  rolesAfter,
  type Standing,
  standingFault,
  stewardFault,
} from '../../rules/council/members.ts';
import type { Action, Member } from '../../rules/model.ts';
import { person } from '../support/people.ts';
import { category, charter } from './charter.ts';

const at = '2026-03-01T00:00:00.000Z';
const council: readonly Member[] = [
  person('aria', { milestones: ['family'] }),
  person('mira', { roles: ['leadership', 'operator'] }),
  person('ct', { roles: ['guardian'], status: 'offline' }),
  person('vega', { status: 'departed', roles: ['leadership'] }),
];
const standing: Standing = {
  member: (id) => council.find((member) => member.id === id),
  isFamily: (id) => id === 'ash',
};
const now = { at, execution: false };
const fault = (action: MemberAction, when = now) => standingFault(action, standing, when);
const admit = (more: Partial<Member> & { readonly id?: string }): MemberAction => ({
  type: 'member.admit',
  member: person(more.id ?? 'zoe', more),
});

describe('an action on members as they stand', () => {
  it('EXE-1 is of a member who is there, offline or not, and has not departed', () => {
    expect(fault({ type: 'leadership.give', member: 'ct' })).toBeUndefined();
    for (const member of ['vega', 'nobody'])
      for (const type of ['member.release', 'member.guardian', 'leadership.give', 'leadership.take'] as const)
        expect(fault({ type, member })).toEqual({
          code: 'unknown-member',
          rule: 'EXE-1',
          facts: { members: [member] },
        });
  });

  it('EXE-1 is one that changes a member, and none of what binds one otherwise', () => {
    const types = ['member.roles', 'leadership.take', 'task', 'mandate.grant'] as const;
    expect(types.map((type) => isMemberAction({ type } as Action))).toEqual([true, true, false, false]);
  });

  it('EXE-1 changes something', () => {
    const changing: readonly MemberAction[] = [
      { type: 'member.release', member: 'aria' },
      { type: 'member.guardian', member: 'aria' },
      { type: 'member.milestone', member: 'aria', milestone: 'council' },
      { type: 'member.roles', member: 'mira', roles: [] },
      { type: 'member.roles', member: 'mira', roles: ['registrar'] },
      { type: 'leadership.give', member: 'aria' },
      { type: 'leadership.take', member: 'mira' },
    ];
    for (const action of changing) expect(fault(action), action.type).toBeUndefined();
    const roles = ['leadership', 'operator'];
    const idle: readonly (readonly [MemberAction, Readonly<Record<string, unknown>>])[] = [
      [{ type: 'member.guardian', member: 'ct' }, { roles: ['guardian'] }],
      [{ type: 'member.milestone', member: 'aria', milestone: 'family' }, { milestone: 'family' }],
      [{ type: 'member.roles', member: 'mira', roles: ['operator'] }, { roles }],
      [{ type: 'member.roles', member: 'ct', roles: [] }, { roles: ['guardian'] }],
      [{ type: 'leadership.give', member: 'mira' }, { roles }],
      [{ type: 'leadership.take', member: 'aria' }, { roles: [] }],
    ];
    for (const [action, facts] of idle)
      expect(fault(action), action.type).toEqual({
        code: 'already-done',
        rule: 'EXE-1',
        facts: { member: action.member, ...facts },
      });
  });

  it('EXE-1 admits under a new id, departed members’ included, into a family that there is', () => {
    expect(fault(admit({}))).toBeUndefined();
    expect(fault(admit({ family: 'ash' }))).toBeUndefined();
    for (const id of ['aria', 'vega'])
      expect(fault(admit({ id }))).toEqual({ code: 'already-done', rule: 'EXE-1', facts: { members: [id] } });
    expect(fault(admit({ family: 'elm' }))).toEqual({
      code: 'unknown-member',
      rule: 'EXE-1',
      facts: { families: ['elm'] },
    });
  });

  it('TIE-5 admits who is born by the execution, and asks for that only then', () => {
    const execution = { at, execution: true };
    const next = '2026-03-01T00:00:00.001Z';
    expect(fault(admit({ bornAt: at }), execution)).toBeUndefined();
    expect(fault(admit({ bornAt: next }), execution)).toEqual({
      code: 'too-far-ahead',
      rule: 'EXE-1',
      facts: { path: '/action/member/bornAt', instant: next, latest: at },
    });
    expect(fault(admit({ bornAt: next }))).toBeUndefined();
  });
});

describe('whoever answers for an agent', () => {
  const agents: readonly Member[] = [person('opus', { kind: 'agent' }), ...council];
  const member = (id: string) => agents.find((one) => one.id === id);
  const stewards = (...ids: readonly string[]) => stewardFault(ids, member);

  it('MEM-6 is a person, offline or not, who has not departed', () => {
    expect(stewards('aria', 'ct')).toBeUndefined();
    expect(stewards()).toBeUndefined();
    expect(stewards('aria', 'vega', 'nobody')).toEqual({
      code: 'unknown-member',
      rule: 'MEM-6',
      facts: { members: ['vega', 'nobody'] },
    });
    expect(stewards('aria', 'opus')).toEqual({
      code: 'not-a-person',
      rule: 'MEM-6',
      facts: { members: ['opus'] },
    });
  });

  it('MEM-6 of many who cannot, twenty are named', () => {
    const ids = (name: string) => Array.from({ length: 21 }, (_, place) => `${name}-${place}`);
    const unknown = ids('nobody');
    expect(stewards(...unknown)?.facts).toEqual({ members: unknown.slice(0, 20) });
    const machines = ids('agent');
    const refused = stewardFault(machines, (id) => person(id, { kind: 'agent' }));
    expect(refused?.facts).toEqual({ members: machines.slice(0, 20) });
  });

  it('MEM-6 EXE-1 is asked of as an agent is admitted', () => {
    const agent = (steward: string) => fault(admit({ kind: 'agent', steward }));
    expect(agent('aria')).toBeUndefined();
    expect(agent('vega')).toMatchObject({ code: 'unknown-member', rule: 'MEM-6' });
  });
});

describe('a release', () => {
  const release = (accused: string | undefined, hearing: boolean) =>
    permissionFault(
      { type: 'member.release', member: 'aria' },
      {
        category: category({ name: 'justice', actions: ['member.release'], hearing }),
        charter: charter(),
        accused,
        submittedAt: at,
      },
    );

  it('TIE-5 JUS-1 is of the accused, in a category with a hearing, under whatever name a charter keeps it', () => {
    expect(release('aria', true)).toBeUndefined();
    expect(release('mira', true)).toMatchObject({ code: 'action-not-permitted', rule: 'TIE-5' });
    expect(release('aria', false)).toMatchObject({ code: 'action-not-permitted', rule: 'TIE-5' });
  });

  it('PRO-2 without an accused is incomplete, which is said elsewhere', () => {
    expect(release(undefined, true)).toBeUndefined();
  });
});

describe('roles', () => {
  const anyRole = fc.constantFrom<Role>(
    'guardian',
    'leadership',
    'registrar',
    'operator',
    'resource-steward',
  );
  const plain = fc.constantFrom<Role>('registrar', 'operator', 'resource-steward');
  const isOffice = (role: Role) => role === 'guardian' || role === 'leadership';

  it.prop([fc.uniqueArray(anyRole), fc.uniqueArray(plain)])(
    'EXE-1 TIE-5 as set are the asked ones and the offices there were, each once',
    (before, asked) => {
      const set = rolesAfter(before, asked);
      expect(new Set(set).size).toBe(set.length);
      expect(set.filter(isOffice)).toEqual(before.filter(isOffice));
      expect(set.filter((role) => !isOffice(role)).toSorted()).toEqual(asked.toSorted());
    },
  );
});

describe('whose own case it is', () => {
  const none = { type: 'none' } as const;

  it('GUA-2 JUS-1 the accused’s and the victims’', () => {
    expect(inOwnCase({ accused: 'aria', action: { type: 'leadership.take', member: 'mira' } })).toEqual([
      'aria',
      'mira',
    ]);
    expect(inOwnCase({ accused: 'aria', action: none })).toEqual(['aria']);
  });

  it('GUA-2 EMG-8 the leader’s whose authority is taken, but not of who is given it', () => {
    expect(inOwnCase({ action: { type: 'leadership.take', member: 'mira' } })).toEqual(['mira']);
    expect(inOwnCase({ action: { type: 'leadership.give', member: 'mira' } })).toEqual([]);
    expect(inOwnCase({ action: null })).toEqual([]);
  });
});
