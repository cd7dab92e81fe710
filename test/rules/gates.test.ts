/** Gates: what must be met, by whom, until when, and who may still meet it (PRO-11, REP-1, JUS-1). */
import { describe, expect, it } from 'vitest';
import { mayAct } from '../../rules/acts.ts';
import { isWaiting, nextDue, requirementsOf } from '../../rules/gates.ts';
import type { Content } from '../../rules/model.ts';
import { type ProposalState, type Requirement, unclaimed } from '../../rules/proposal.ts';
import { category, charter } from './charter.ts';

const submitted = Date.parse('2026-03-01T00:00:00.000Z');
const after = (milliseconds: number): string => new Date(submitted + milliseconds).toISOString();
const inAWeek = '2026-03-08T00:00:00.000Z';
const inThreeDays = '2026-03-04T00:00:00.000Z';

const text: Content = {
  title: 'A child',
  text: 'Of two.',
  rationale: 'They ask.',
  impact: null,
  alternatives: [],
  action: { type: 'none' },
};
const reproduction = category({ name: 'reproduction', gates: ['parents', 'resources', 'diversity'] });
const justice = category({ name: 'justice', hearing: true });
const requirements = requirementsOf({ ...text, parents: ['mira', 'opus'] }, reproduction, charter(), after);
const met = { at: after(1), how: 'met' } as const;

describe('requirements', () => {
  it('REP-1 PRO-11 are the consent of each parent and an attestation, within a week of submission', () => {
    expect(requirements).toEqual([
      { what: 'consent', who: 'mira', until: inAWeek, closed: null },
      { what: 'consent', who: 'opus', until: inAWeek, closed: null },
      { what: 'resources', who: 'resource-steward', until: inAWeek, closed: null },
    ]);
  });

  it('JUS-1 are the hearings of the accused and of each victim, within 72 h', () => {
    const content = { ...text, accused: 'opus', victims: ['mira', 'aria'] };
    const heard = requirementsOf(content, justice, charter(), after);
    expect(heard.map(({ what, who, until }) => [what, who, until])).toEqual([
      ['hearing', 'opus', inThreeDays],
      ['hearing', 'mira', inThreeDays],
      ['hearing', 'aria', inThreeDays],
    ]);
  });

  it('PRO-11 are none where the category asks for none, whoever is named', () => {
    const content = { ...text, parents: ['mira'], accused: 'opus', victims: ['aria'] };
    expect(requirementsOf(content, category(), charter(), after)).toEqual([]);
  });

  it('JUS-1 REP-1 are of nobody where no victim and no parent is named', () => {
    const asked = category({ gates: ['parents'], hearing: true });
    expect(requirementsOf({ ...text, accused: 'opus' }, asked, charter(), after)).toEqual([
      { what: 'hearing', who: 'opus', until: inThreeDays, closed: null },
    ]);
    expect(requirementsOf(text, asked, charter(), after)).toEqual([]);
  });

  it('PRO-11 keep adoption waiting until the last of them is closed', () => {
    const closed = (count: number): Requirement[] =>
      requirements.map((one, place) => (place < count ? { ...one, closed: met } : one));
    for (const open of [0, 1, 2]) {
      expect(isWaiting({ requirements: closed(open), vetoes: [] })).toBe(true);
      expect(nextDue({ requirements: closed(open), vetoes: [] })).toBe(inAWeek);
    }
    expect(isWaiting({ requirements: closed(3), vetoes: [] })).toBe(false);
    expect(nextDue({ requirements: closed(3), vetoes: [] })).toBeNull();
  });
});

describe('meeting one', () => {
  const proposal = {
    ...unclaimed,
    stage: 'review',
    deadline: inThreeDays,
    votes: 0,
    tier: 3,
    requirements,
  } as unknown as ProposalState;
  const actor = (id: string, roles: readonly 'resource-steward'[] = []) =>
    ({ id, status: 'active', elector: true, operator: false, roles }) as const;
  const give = (
    act: 'consents' | 'attestations',
    id: string,
    at: string,
    more: Partial<ProposalState> = {},
  ) => mayAct(act, { ...proposal, ...more }, actor(id, id === 'vega' ? ['resource-steward'] : []), at);

  it.each([
    ['consents', 'mira'],
    ['attestations', 'vega'],
  ] as const)('PRO-11 PRO-10 %s: a millisecond before its deadline is in time, at it is late', (act, id) => {
    expect(give(act, id, '2026-03-07T23:59:59.999Z')).toBeUndefined();
    expect(give(act, id, inAWeek)).toMatchObject({
      code: 'window-closed',
      facts: { deadline: inAWeek, lateByMs: 0 },
    });
  });

  it('REP-1 is for parents and stewards only, each for what is theirs', () => {
    const refused = { code: 'not-permitted', rule: 'REP-1' };
    expect(give('consents', 'aria', after(1))).toMatchObject(refused);
    expect(give('consents', 'vega', after(1))).toMatchObject(refused);
    expect(give('attestations', 'mira', after(1))).toMatchObject(refused);
  });

  it('REP-1 is done once, and not after the first vote has opened', () => {
    const [first, ...rest] = requirements as [Requirement, ...Requirement[]];
    const closed = { requirements: [{ ...first, closed: met }, ...rest] };
    expect(give('consents', 'mira', after(2), closed)).toMatchObject({ code: 'already-done', rule: 'REP-1' });
    expect(give('consents', 'opus', after(2), closed)).toBeUndefined();
    expect(give('consents', 'opus', after(2), { stage: 'voting' })).toMatchObject({ code: 'wrong-stage' });
  });
});
