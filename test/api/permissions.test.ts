/** Every action in every category of the default charter, and every way around what a category guards (TIE-5, TIE-1, TIE-2, EXE-1). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { amendmentFault, submissionFault } from '../../store/submission/submission.ts';
import type { Permission } from '../../charter/choices.ts';
import type { Action, Content } from '../../rules/model.ts';
import { loadFirstCharter } from '../../store/council/charters.ts';
import { grantAllocation } from '../../store/council/allocations.ts';
import { grantMandate } from '../../store/council/mandates.ts';
import { importMembers } from '../../store/council/member-import.ts';
import { standardCharter } from '../support/charter.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { person, plenty } from '../support/people.ts';
import { content } from '../support/story.ts';

const at = '2026-11-22T09:00:00.000Z';
const until = '2026-12-22T09:00:00.000Z';
const mandate = '01a20180-c7af-755b-9a0e-2fe596752319';
const loaded = standardCharter();
const { charter } = loaded;

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase();
  const { db } = database;
  await loadFirstCharter(db, { ...loaded, at });
  const members = [
    person('anna', { family: 'ash', roles: ['guardian'] }),
    person('abel', { family: 'ash' }),
    person('carl'),
    person('lena', { roles: ['leadership'] }),
    person('bela', { family: 'birch' }),
    person('kim', { family: 'ash', bornAt: '2026-01-01T00:00:00.000Z' }),
  ];
  const families = ['ash', 'birch'].map((id) => ({ id, name: id }));
  await importMembers(db, { families, members, resources: plenty, by: null, at });
  const granted = { category: 'operations', members: ['carl'], grantedAt: at, until };
  await db.transaction().execute((trx) => grantMandate(trx, { ...granted, id: mandate }));
  // What a member or a family gives, they hold (ALC-2).
  for (const to of ['abel', { family: 'ash' }])
    await db
      .transaction()
      .execute((trx) =>
        grantAllocation(
          trx,
          { decision: mandate, resource: 'compute', amount: 1, to, starts: at, until: null, reversal: false },
          null,
        ),
      );
});
afterAll(() => database.drop());

const { category: _category, ...complete } = content;

/** What a category asks for beside, and whom its decisions may reach. */
function contentOf(category: string, action: Action): Content {
  const affected = category.startsWith('personal.') ? ['abel'] : ['abel', 'anna'];
  const alone = category.startsWith('personal.') || category.startsWith('family.');
  return {
    ...(complete as Content),
    action,
    ...(alone ? { impact: { affected, statement: 'Ours.' } } : {}),
    ...(category === 'reproduction' ? { parents: ['anna', 'abel'], diversity: 'A first of her kind.' } : {}),
    ...(category === 'justice' ? { accused: 'carl', victims: ['bela'] } : {}),
  };
}

const submit = (category: string, action: Action, more: Partial<Content> = {}) =>
  submissionFault(database.db, {
    author: 'abel',
    category,
    content: { ...contentOf(category, action), ...more },
    charter,
    pace: 1,
    at,
  });

const newcomer = person('zoe', { bornAt: '2026-11-22T08:59:59.999Z' });
const grant = { type: 'allocation.grant', resource: 'compute', amount: 1, to: 'abel' } as const;

/** An action that has nothing against it but, perhaps, its category. */
const actions: Readonly<Partial<Record<Permission, (category: string) => Action>>> = {
  none: () => ({ type: 'none' }),
  task: () => ({ type: 'task', assignee: 'abel', instructions: 'Dig.', by: until }),
  'http.call': () => ({ type: 'http.call', method: 'POST', url: 'https://example.org/hook' }),
  'allocation.temporary': () => ({ ...grant, until }),
  'allocation.permanent': () => ({ ...grant, permanent: true }),
  'resource.define': () => ({ type: 'resource.define', id: 'milk', unit: 'litre', total: 12 }),
  'family.admit': () => ({ type: 'family.admit', family: 'ash', member: 'carl' }),
  'family.release': () => ({ type: 'family.release', family: 'ash', member: 'kim' }),
  'family.dissolve': () => ({
    type: 'family.dissolve',
    family: 'ash',
    shares: [{ resource: 'compute', amount: 1, to: 'abel' }],
  }),
  'member.admit': () => ({ type: 'member.admit', member: newcomer }),
  'member.release': () => ({ type: 'member.release', member: 'carl' }),
  'member.milestone': () => ({ type: 'member.milestone', member: 'abel', milestone: 'family' }),
  'member.roles': () => ({ type: 'member.roles', member: 'carl', roles: ['operator'] }),
  'member.guardian': () => ({ type: 'member.guardian', member: 'carl' }),
  'leadership.give': () => ({ type: 'leadership.give', member: 'carl' }),
  'leadership.take': () => ({ type: 'leadership.take', member: 'lena' }),
  'mandate.grant': () => ({ type: 'mandate.grant', members: ['carl'], category: 'operations', until }),
  'mandate.end': () => ({ type: 'mandate.end', mandate }),
  'charter.amend': (category) => ({
    type: 'charter.amend',
    patch: [
      category === 'core-principles'
        ? { op: 'replace', path: '/discussion/rounds', value: 2 }
        : { op: 'replace', path: '/drafts/lapse', value: '20 days' },
    ],
  }),
};

const everyday: readonly Permission[] = ['none', 'task', 'http.call', 'allocation.temporary'];
const lasting: readonly Permission[] = [...everyday, 'allocation.permanent'];
const familial: readonly Permission[] = [...lasting, 'member.milestone'];

/** The table of TIE, row by row. */
const permitted: Readonly<Record<string, readonly Permission[]>> = {
  'personal.time': everyday,
  'personal.memory': everyday,
  'personal.relationships': everyday,
  'personal.learning': everyday,
  'personal.consumption': everyday,
  'personal.works': everyday,
  'family.development': [...familial, 'family.admit', 'family.release'],
  'family.backup': familial,
  'family.pooling': familial,
  'family.dissolution': [...familial, 'family.dissolve'],
  'family.memories': familial,
  operations: everyday,
  infrastructure: everyday,
  'external-relations': everyday,
  resources: [...lasting, 'resource.define'],
  'wake-allocation': [...lasting, 'resource.define'],
  mandate: ['mandate.grant', 'mandate.end'],
  reproduction: ['member.admit'],
  membership: ['member.admit', 'member.milestone', 'member.roles'],
  justice: ['none', 'task', 'http.call', 'member.release'],
  'existential-risk': lasting,
  leadership: ['leadership.give'],
  'emergency-removal': ['leadership.take'],
  constitutional: ['charter.amend', 'member.guardian'],
  'core-principles': ['charter.amend'],
};

it('TIE-5 the table has every category of the default charter that a member can open', () => {
  const names = Object.keys(charter.categories).filter((name) => name !== 'veto-question');
  expect(Object.keys(permitted).toSorted()).toEqual(names.toSorted());
});

describe.each(Object.entries(permitted))('%s', (category, permits) => {
  it('TIE-5 EXE-1 carries what it permits, and nothing else', async () => {
    for (const [permission, action] of Object.entries(actions)) {
      const refusal = await submit(category, action(category));
      const expected = permits.includes(permission as Permission)
        ? undefined
        : { code: 'action-not-permitted', rule: 'TIE-5', facts: { category, action: permission } };
      if (expected === undefined) expect(refusal, `${category} carries ${permission}`).toBeUndefined();
      else expect(refusal, `${category} carries ${permission}`).toMatchObject(expected);
    }
  });
});

it('VET-2 nobody opens the veto’s question, whatever it carries', async () => {
  for (const action of Object.values(actions))
    expect(await submit('veto-question', action('veto-question'))).toMatchObject({ code: 'opens-by-itself' });
});

describe('a way around', () => {
  const notPermitted = { code: 'action-not-permitted', rule: 'TIE-5' };

  it('TIE-5 admission brings no office', async () => {
    for (const role of ['guardian', 'leadership'] as const)
      for (const category of ['membership', 'reproduction']) {
        const action = { type: 'member.admit', member: { ...newcomer, roles: [role] } } as const;
        expect(await submit(category, action)).toMatchObject({ ...notPermitted, facts: { roles: [role] } });
      }
  });

  it('TIE-5 admission brings other roles and milestones only where the category could give them after it', async () => {
    const steward = { ...newcomer, roles: ['resource-steward'] as const };
    const mature = { ...newcomer, milestones: ['council'] };
    for (const member of [steward, mature]) {
      const action: Action = { type: 'member.admit', member };
      expect(await submit('membership', action)).toBeUndefined();
      expect(await submit('reproduction', action)).toMatchObject(notPermitted);
    }
  });

  it('TIE-5 nobody is admitted as offline or departed', async () => {
    for (const status of ['offline', 'departed'] as const)
      expect(
        await submit('membership', { type: 'member.admit', member: { ...newcomer, status } }),
      ).toMatchObject({ ...notPermitted, facts: { status } });
  });

  it('TIE-5 REP-1 who is born at the submission or after it is admitted by reproduction only', async () => {
    const born = (bornAt: string): Action => ({ type: 'member.admit', member: { ...newcomer, bornAt } });
    const before = '2026-11-22T08:59:59.999Z';
    const after = '2026-11-22T09:00:00.001Z';
    expect(await submit('membership', born(before))).toBeUndefined();
    for (const instant of [at, after])
      expect(await submit('membership', born(instant))).toMatchObject({
        ...notPermitted,
        facts: { bornAt: instant, submittedAt: at },
      });
    for (const instant of [before, at, after])
      expect(await submit('reproduction', born(instant))).toBeUndefined();
  });

  it('TIE-5 roles name no office, not even beside another', async () => {
    for (const role of ['guardian', 'leadership'] as const) {
      const action: Action = { type: 'member.roles', member: 'carl', roles: ['operator', role] };
      expect(await submit('membership', action)).toMatchObject({ ...notPermitted, facts: { roles: [role] } });
    }
  });

  it('TIE-5 MEM-1 a family grants its own milestone only, and to its own', async () => {
    const milestone = (member: string, name: string): Action => ({
      type: 'member.milestone',
      member,
      milestone: name,
    });
    for (const name of ['council', 'nobel-prize'])
      expect(await submit('family.development', milestone('abel', name))).toMatchObject({
        ...notPermitted,
        facts: { milestone: name, permits: ['family', 'key-removal'] },
      });
    expect(await submit('family.development', milestone('bela', 'family'))).toMatchObject({
      code: 'family-matter',
      rule: 'TIE-2',
    });
    expect(await submit('membership', milestone('bela', 'council'))).toBeUndefined();
  });

  it('TIE-1 TIE-2 nothing personal is given to another, nor a family’s to an outsider', async () => {
    for (const action of [
      { ...grant, to: 'anna', until },
      { type: 'task', assignee: 'anna', instructions: 'Dig.', by: until },
    ] as const)
      expect(await submit('personal.works', action)).toMatchObject({
        code: 'personal-matter',
        rule: 'TIE-1',
      });
    for (const action of [
      { ...grant, to: 'carl', permanent: true },
      { type: 'task', assignee: 'bela', instructions: 'Dig.', by: until },
    ] as const)
      expect(await submit('family.pooling', action)).toMatchObject({ code: 'family-matter', rule: 'TIE-2' });
  });

  it('TIE-5 JUS-1 nobody is released but the accused, who is heard', async () => {
    expect(await submit('justice', { type: 'member.release', member: 'lena' })).toMatchObject({
      ...notPermitted,
      facts: { member: 'lena', accused: 'carl' },
    });
  });

  it('MAN-1 no mandate is given for what the whole council keeps', async () => {
    for (const category of ['membership', 'justice', 'constitutional', 'mandate', 'leadership'])
      expect(
        await submit('mandate', { type: 'mandate.grant', members: ['carl'], category, until }),
      ).toMatchObject({ code: 'category-not-permitted', rule: 'MAN-1' });
  });
});

describe('an action that the council as it stands does not allow', () => {
  it('EXE-1 admits nobody twice, and into no family that there is not', async () => {
    const admit = (member: typeof newcomer): Action => ({ type: 'member.admit', member });
    expect(await submit('membership', admit({ ...newcomer, id: 'carl' }))).toMatchObject({
      code: 'already-done',
      facts: { members: ['carl'] },
    });
    expect(await submit('reproduction', admit({ ...newcomer, family: 'elm' }))).toMatchObject({
      code: 'unknown-member',
      facts: { families: ['elm'] },
    });
    expect(
      await submit('membership', admit({ ...newcomer, family: 'ash' })),
      'a family admits by itself',
    ).toMatchObject({
      code: 'action-not-permitted',
      facts: { family: 'ash' },
    });
    expect(await submit('membership', admit(newcomer))).toBeUndefined();
  });

  it('EXE-1 EMG-8 gives nothing to who has it, and takes nothing from who has not', async () => {
    const refused: readonly (readonly [string, Action])[] = [
      ['leadership', { type: 'leadership.give', member: 'lena' }],
      ['emergency-removal', { type: 'leadership.take', member: 'carl' }],
      ['constitutional', { type: 'member.guardian', member: 'anna' }],
      ['membership', { type: 'member.roles', member: 'lena', roles: [] }],
    ];
    for (const [category, action] of refused)
      expect(await submit(category, action)).toMatchObject({ code: 'already-done', rule: 'EXE-1' });
  });

  it('PRO-2 concerns members only', async () => {
    expect(await submit('leadership', { type: 'leadership.give', member: 'nobody' })).toMatchObject({
      code: 'unknown-member',
    });
    expect(
      await submit('mandate', {
        type: 'mandate.grant',
        members: ['carl', 'nobody'],
        category: 'operations',
        until,
      }),
    ).toMatchObject({ code: 'unknown-member', facts: { members: ['nobody'] } });
  });

  it('MAN-1 MAN-2 grants a mandate for 90 days at most, and ends one that there is', async () => {
    const granted = (end: string) =>
      submit('mandate', { type: 'mandate.grant', members: ['carl'], category: 'operations', until: end });
    expect(await granted('2027-02-20T09:00:00.000Z')).toBeUndefined();
    expect(await granted('2027-02-20T09:00:00.001Z')).toMatchObject({ code: 'too-far-ahead' });
    expect(await granted(at)).toMatchObject({ code: 'past-instant' });
    expect(
      await submit('mandate', { type: 'mandate.end', mandate: '01a20180-c7af-755b-9a0e-000000000000' }),
    ).toMatchObject({ code: 'unknown-mandate', rule: 'MAN-2' });
  });

  it('GUA-1 moves no office that the charter does not have', async () => {
    const vacant = { ...charter, guardian: null };
    const fault = await submissionFault(database.db, {
      author: 'abel',
      category: 'constitutional',
      content: contentOf('constitutional', { type: 'member.guardian', member: 'carl' }),
      charter: vacant,
      pace: 1,
      at,
    });
    expect(fault).toMatchObject({ code: 'switched-off', facts: { section: 'guardian' } });
  });
});

describe('an amendment', () => {
  const amend = (category: string, before: Action, action: Action, submittedAt = at) => {
    const was = contentOf(category, before);
    const submission = { author: 'abel', category, content: { ...was, action }, charter, pace: 1, at: until };
    return amendmentFault(database.db, submission, { action }, { content: was, submittedAt, family: null });
  };
  const take = (member: string): Action => ({ type: 'leadership.take', member });

  it('GUA-2 MEM-3 cannot turn on another than whom the electorate was fixed without', async () => {
    expect(await amend('emergency-removal', take('lena'), take('carl'))).toMatchObject({
      code: 'action-not-permitted',
      rule: 'GUA-2',
      facts: { concerns: ['lena'] },
    });
    expect(await amend('emergency-removal', take('lena'), take('lena'))).toBeUndefined();
  });

  it('TIE-5 cannot admit who was born since the submission', async () => {
    const admit: Action = { type: 'member.admit', member: newcomer };
    const born = (bornAt: string): Action => ({ type: 'member.admit', member: { ...newcomer, bornAt } });
    expect(await amend('membership', admit, born('2026-11-23T00:00:00.000Z'))).toMatchObject({
      code: 'action-not-permitted',
      facts: { submittedAt: at },
    });
    expect(await amend('membership', admit, born('2026-11-21T00:00:00.000Z'))).toBeUndefined();
  });
});
