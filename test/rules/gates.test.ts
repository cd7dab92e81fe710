/** Gates: what must be met, by whom, until when, and who may still meet it (PRO-11, REP-1, JUS-1). */
import { describe, expect, it } from 'vitest';
import { mayAct } from '../../rules/proposal/permissions.ts';
import { isWaiting, nextDue, requirementsOf } from '../../rules/proposal/gates.ts';
import type { Content } from '../../rules/model.ts';
import { versionAnswered } from '../../rules/proposal/permission.ts';
import { type ProposalState, type Requirement, unclaimed } from '../../rules/proposal/state.ts';
import { category, charter } from './charter.ts';

const submitted = Date.parse('2026-03-01T00:00:00.000Z');
const after = (milliseconds: number): string => new Date(submitted + milliseconds).toISOString();
const asking = { version: 1, asked: after(0), after };
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
const requirements = requirementsOf({ ...text, parents: ['mira', 'opus'] }, reproduction, charter(), asking);
const first = { version: 1, asked: after(0) };
const met = { at: after(1), how: 'met' } as const;

describe('requirements', () => {
  it('REP-1 PRO-11 are the consent of each parent and two attestations, within a week of submission', () => {
    expect(requirements).toEqual([
      { what: 'consent', who: 'mira', ...first, until: inAWeek, closed: null },
      { what: 'consent', who: 'opus', ...first, until: inAWeek, closed: null },
      { what: 'resources', who: 'resource-steward', ...first, until: inAWeek, closed: null },
      { what: 'diversity', who: 'elector', ...first, until: inAWeek, closed: null },
    ]);
  });

  it('JUS-1 are the hearings of the accused and of each victim, within 72 h', () => {
    const content = { ...text, accused: 'opus', victims: ['mira', 'aria'] };
    const heard = requirementsOf(content, justice, charter(), asking);
    expect(heard.map(({ what, who, until }) => [what, who, until])).toEqual([
      ['hearing', 'opus', inThreeDays],
      ['hearing', 'mira', inThreeDays],
      ['hearing', 'aria', inThreeDays],
    ]);
  });

  it('PRO-11 are none where the category asks for none, whoever is named', () => {
    const content = { ...text, parents: ['mira'], accused: 'opus', victims: ['aria'] };
    expect(requirementsOf(content, category(), charter(), asking)).toEqual([]);
  });

  it('JUS-1 REP-1 are of nobody where no victim and no parent is named', () => {
    const asked = category({ gates: ['parents'], hearing: true });
    expect(requirementsOf({ ...text, accused: 'opus' }, asked, charter(), asking)).toEqual([
      { what: 'hearing', who: 'opus', ...first, until: inThreeDays, closed: null },
    ]);
    expect(requirementsOf(text, asked, charter(), asking)).toEqual([]);
  });

  it('PRO-11 keep adoption waiting until the last of them is closed', () => {
    const closed = (count: number): Requirement[] =>
      requirements.map((one, place) => (place < count ? { ...one, closed: met } : one));
    for (const open of [0, 1, 2, 3]) {
      expect(isWaiting({ requirements: closed(open), vetoes: [] })).toBe(true);
      expect(nextDue({ requirements: closed(open), vetoes: [], objectingUntil: null })).toBe(inAWeek);
    }
    expect(isWaiting({ requirements: closed(4), vetoes: [] })).toBe(false);
    expect(nextDue({ requirements: closed(4), vetoes: [], objectingUntil: null })).toBeNull();
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
    expect(give('attestations', 'aria', after(1))).toBeUndefined();
  });

  it('REP-1 is by role and never by an id that is called as a role, nor the other way round', () => {
    const named = actor('resource-steward');
    expect(mayAct('attestations', without('diversity'), named, after(1))).toMatchObject({
      code: 'not-permitted',
    });
    const consents = { ...proposal, requirements: [{ ...requirements[0]!, who: 'resource-steward' }] };
    expect(mayAct('consents', consents, actor('vega', ['resource-steward']), after(1))).toMatchObject({
      code: 'not-permitted',
    });
    expect(mayAct('consents', consents, named, after(1))).toBeUndefined();
  });

  const without = (what: Requirement['what']): ProposalState => ({
    ...proposal,
    requirements: requirements.filter((one) => one.what !== what),
  });

  it('REP-1 diversity is attested by an elector who is neither author nor parent', () => {
    const asked = { ...proposal, author: 'wren' };
    const may = (id: string, elector = true) =>
      versionAnswered(
        'attestations',
        { diversity: 'Fine.' },
        { proposal: asked, at: after(1), actor: { ...actor(id), elector } },
      );
    expect(may('aria')).toEqual({ version: 1 });
    for (const id of ['mira', 'opus', 'wren'])
      expect(may(id)).toMatchObject({ refusal: { code: 'not-permitted', rule: 'REP-1' } });
    expect(may('aria', false)).toMatchObject({ refusal: { code: 'not-permitted' } });
    // As a steward its author attests the resources, and not that.
    const by = { proposal: asked, at: after(1), actor: actor('wren', ['resource-steward']) };
    expect(versionAnswered('attestations', { resources: 'Enough.' }, by)).toEqual({ version: 1 });
    expect(versionAnswered('attestations', { diversity: 'Fine.' }, by)).toMatchObject({
      refusal: { code: 'not-permitted' },
    });
  });

  it('REP-1 an author who is the only parent does not attest the resources too, where nobody attests the diversity', () => {
    const alone = { ...without('diversity'), author: 'vega' };
    const own = {
      ...alone,
      requirements: [{ ...requirements[0]!, who: 'vega' }, ...alone.requirements.slice(2)],
    };
    const steward = actor('vega', ['resource-steward']);
    expect(mayAct('attestations', own, steward, after(1))).toMatchObject({ code: 'not-permitted' });
    expect(mayAct('attestations', alone, steward, after(1))).toBeUndefined();
    expect(mayAct('attestations', { ...own, author: 'mira' }, steward, after(1))).toBeUndefined();
    const both = { ...own, requirements: [...own.requirements, ...proposal.requirements.slice(-1)] };
    expect(both.requirements.at(-1)?.what).toBe('diversity');
    expect(mayAct('attestations', both, steward, after(1)), 'another attests the diversity').toBeUndefined();
  });

  it('PRO-6 answers the version that is asked about, and another one is stale', () => {
    const second = { ...proposal, requirements: requirements.map((one) => ({ ...one, version: 2 })) };
    const answer = (given: object) =>
      versionAnswered(
        'consents',
        { consent: true, ...given },
        { proposal: second, at: after(1), actor: actor('mira') },
      );
    expect(answer({})).toEqual({ version: 2 });
    expect(answer({ version: 2 })).toEqual({ version: 2 });
    expect(answer({ version: 1 })).toEqual({
      refusal: { code: 'stale-version', rule: 'PRO-6', facts: { answered: 1, inForce: 2 } },
    });
  });

  it('PRO-6 who answered the text before is asked anew, and answers the newer one', () => {
    const [first] = requirements as [Requirement, ...Requirement[]];
    const anew = [
      { ...first, closed: met },
      { ...first, version: 2 },
    ];
    expect(
      versionAnswered(
        'consents',
        { consent: true },
        { proposal: { ...proposal, requirements: anew }, at: after(1), actor: actor('mira') },
      ),
    ).toEqual({ version: 2 });
  });

  it('JUS-1 what another act says answers no version, a hearing the one that is heard', () => {
    const none = versionAnswered('escalation', {}, { proposal, at: after(1), actor: actor('mira') });
    expect(none).toEqual({ version: null });
    const inherited = versionAnswered('constructor', {}, { proposal, at: after(1), actor: actor('mira') });
    expect(inherited).toEqual({ version: null });
    const heard = (who: string) =>
      versionAnswered(
        'hearing',
        { decline: true },
        {
          proposal: { ...proposal, requirements: [{ ...requirements[0]!, what: 'hearing', who }] },
          at: after(1),
          actor: actor('mira'),
        },
      );
    expect(heard('mira')).toEqual({ version: 1 });
    expect(heard('emil')).toEqual({
      refusal: { code: 'not-permitted', rule: 'JUS-1', facts: { allowed: 'hearing' } },
    });
  });

  it('TIE-6 PRO-6 that it is no punishment is said of the newest text, in force or put', () => {
    const said = (version: number | undefined, pendingVersion: number | null) =>
      versionAnswered('no-punishment', version === undefined ? {} : { version }, {
        proposal: { ...proposal, version: 2, pendingVersion },
        at: after(1),
        actor: actor('mira'),
      });
    expect([said(undefined, null), said(2, null), said(undefined, 3), said(3, 3)]).toEqual([
      { version: 2 },
      { version: 2 },
      { version: 3 },
      { version: 3 },
    ]);
    const stale = (answered: number, inForce: number) => ({
      refusal: { code: 'stale-version', rule: 'PRO-6', facts: { answered, inForce } },
    });
    expect(said(1, null)).toEqual(stale(1, 2));
    expect(said(2, 3)).toEqual(stale(2, 3));
  });

  it('REP-1 is done once, and not after the first vote has opened', () => {
    const [first, ...rest] = requirements as [Requirement, ...Requirement[]];
    const closed = { requirements: [{ ...first, closed: met }, ...rest] };
    expect(give('consents', 'mira', after(2), closed)).toMatchObject({ code: 'already-done', rule: 'REP-1' });
    expect(give('consents', 'opus', after(2), closed)).toBeUndefined();
    expect(give('consents', 'opus', after(2), { stage: 'voting' })).toMatchObject({ code: 'wrong-stage' });
  });
});
