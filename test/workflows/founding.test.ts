/** Families are founded by members who each accept within a week; whatever stands against it then, it lapses (MEM-7). */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Council, openCouncil } from '../support/council.ts';
import { familiesIn, openFamilies } from '../support/families.ts';
import { allFollowFromTheirTimelines } from '../support/folded.ts';
import { goesOn, logFollows, loseWorkflow } from '../support/gone.ts';
import type { Json } from '../support/http.ts';
import { five, person } from '../support/people.ts';
import { allProveThemselves } from '../support/proof.ts';
import { propose } from '../support/story.ts';

const week = 7 * 86_400_000;
const later = (instant: string, milliseconds: number): string =>
  new Date(Date.parse(instant) + milliseconds).toISOString();

let council: Council;
beforeEach(async () => {
  council = await openFamilies();
});
afterEach(async () => {
  await allProveThemselves(council);
  await allFollowFromTheirTimelines(council);
  await logFollows(council);
  await council.close();
});

const { post, read, familyOf, proposeFamily, word, inboxOf } = familiesIn(() => council);

describe('founding a family', () => {
  it('MEM-7 exists with all its founders in it as soon as the last of them has accepted', async () => {
    const body = await proposeFamily('carl', ['dora', 'kim']);
    const { id: founding, createdAt } = body;
    expect(body).toMatchObject({
      family: 'birch',
      name: 'Birch',
      stage: 'proposed',
      founders: ['carl', 'dora', 'kim'],
      accepted: ['carl'],
      deadline: later(createdAt, week),
      outcome: null,
      can: ['acceptance'],
    });
    for (const member of ['dora', 'kim'])
      await council.until(async () =>
        expect(await inboxOf(member, founding)).toMatchObject([
          {
            process: 'family',
            title: 'Birch',
            kind: 'proposed',
            owes: 'acceptance',
            due: later(createdAt, week),
            route: { method: 'POST', path: `/v1/families/${founding}/acceptance` },
            words:
              'carl proposes to found a family with others. You are asked to found it with the others, or to decline.',
          },
        ]),
      );
    expect(await inboxOf('emil')).toEqual([]);
    const open = async () => (await read('emil', '/v1/foundings?open=true')).items.map(({ id }: Json) => id);
    expect(await open()).toEqual([founding]);
    expect(await word('dora', 'birch')).toMatchObject({ accepted: ['carl', 'dora'], stage: 'proposed' });
    expect(await familyOf('dora')).toBeNull();
    // By the id of its process, as notices have it.
    expect(await word('kim', founding)).toMatchObject({ stage: 'ended', outcome: 'founded', can: [] });
    for (const member of ['carl', 'dora', 'kim']) expect(await familyOf(member)).toBe('birch');
    expect(await open()).toEqual([]);
    expect((await read('emil', '/v1/foundings')).items).toMatchObject([{ id: founding, family: 'birch' }]);
    expect((await read('emil', '/v1/families')).items).toContainEqual({
      id: 'birch',
      name: 'Birch',
      members: ['carl', 'dora', 'kim'],
    });
    const record = await read('emil', `/v1/decisions/${founding}/record`);
    expect(record).toMatchObject({
      kind: 'family',
      title: 'Birch',
      family: 'birch',
      outcome: 'founded',
      accepted: ['carl', 'dora', 'kim'],
      refused: null,
      rationale: [
        { rule: 'MEM-7', founders: 3, accepted: 3 },
        { rule: 'MEM-7', outcome: 'founded' },
      ],
    });
    expect((await read('emil', '/v1/decisions?kind=family&member=kim')).items).toMatchObject([
      { id: founding, title: 'Birch', outcome: 'founded' },
    ]);
    expect((await read('emil', '/v1/decisions?q=birch')).items).toMatchObject([{ id: founding }]);
    expect((await read('emil', '/v1/families/birch/timeline')).items.map(({ kind }: Json) => kind)).toEqual([
      'proposed',
      'accepted',
      'accepted',
      'ended',
    ]);
    const changes = await council.db
      .selectFrom('member_changes')
      .select(['member', 'change'])
      .where('member', '=', 'kim')
      .orderBy('number', 'desc')
      .limit(1)
      .execute();
    expect(changes).toEqual([
      { member: 'kim', change: { founding, family: { before: null, after: 'birch' } } },
    ]);
    // It decides its own from then on.
    const own = await propose(council, 'dora', {
      category: 'family.development',
      impact: { affected: ['carl', 'kim'], statement: 'We all cook.' },
    });
    expect((await own.read()).electorate).toMatchObject({ size: 3 });
    await own.post('dora', '/withdrawal');
  });

  it('MEM-7 lapses as soon as one declines, also who had accepted', async () => {
    const { id: founding } = await proposeFamily('carl', ['dora', 'emil']);
    await word('dora', 'birch');
    expect(await word('dora', 'birch', false)).toMatchObject({
      stage: 'ended',
      outcome: 'lapsed',
      declinedBy: 'dora',
      refused: null,
    });
    for (const member of ['carl', 'dora', 'emil']) expect(await familyOf(member)).toBeNull();
    await council.until(async () =>
      expect((await inboxOf('emil', founding))[0]).toMatchObject({
        kind: 'ended',
        words: 'The founding has ended: lapsed.',
      }),
    );
    expect(await word('emil', founding)).toMatchObject({ type: '/problems/wrong-stage', rule: 'MEM-7' });
    // Who proposed it takes it back by the same act; what lapsed takes nobody's id.
    await proposeFamily('carl', ['emil']);
    expect(await word('carl', 'birch', false)).toMatchObject({ outcome: 'lapsed', declinedBy: 'carl' });
  });

  it('MEM-7 CNF-5 lapses at the end of the week, and who is silent is reminded twice', async () => {
    const { id: founding, createdAt } = await proposeFamily('carl', ['dora', 'emil']);
    await word('emil', 'birch');
    await council.wait('167h');
    expect(await read('anna', '/v1/families/birch')).toMatchObject({ stage: 'proposed' });
    await council.returned(founding);
    expect(await read('anna', '/v1/families/birch')).toMatchObject({
      outcome: 'lapsed',
      accepted: ['carl', 'emil'],
      endedAt: later(createdAt, week),
    });
    expect((await inboxOf('dora', founding)).map(({ kind }) => kind)).toEqual([
      'ended',
      'due-soon',
      'due-soon',
      'accepted',
      'proposed',
    ]);
    expect((await inboxOf('emil', founding)).map(({ kind }) => kind)).toEqual(['ended', 'proposed']);
  });

  it('MEM-7 of two foundings that name the same member the first to be accepted by all stands, and the other lapses', async () => {
    const first = await proposeFamily('carl', ['emil']);
    const second = await proposeFamily('dora', ['emil', 'kim'], { id: 'cedar', name: 'Cedar' });
    await word('kim', 'cedar');
    expect(await word('emil', 'birch')).toMatchObject({ outcome: 'founded' });
    expect(await word('emil', 'cedar')).toMatchObject({
      id: second.id,
      outcome: 'lapsed',
      declinedBy: null,
      refused: { code: 'in-a-family', rule: 'MEM-7', facts: { members: ['emil'], families: ['birch'] } },
    });
    expect(await familyOf('kim')).toBeNull();
    expect(await familyOf('emil')).toBe('birch');
    expect((await read('anna', '/v1/families')).items.map(({ id }: Json) => id)).toEqual(['ash', 'birch']);
    expect(first.id < second.id).toBe(true);
  });

  it('MEM-7 of two foundings of one id the first to be accepted by all stands; each founder is answered of their own', async () => {
    const first = await proposeFamily('carl', ['kim']);
    const second = await proposeFamily('dora', ['emil']);
    expect(await read('kim', '/v1/families/birch')).toMatchObject({ id: first.id });
    expect(await read('emil', '/v1/families/birch')).toMatchObject({ id: second.id });
    expect(await word('emil', 'birch')).toMatchObject({ id: second.id, outcome: 'founded' });
    expect(await word('kim', 'birch')).toMatchObject({
      id: first.id,
      outcome: 'lapsed',
      refused: { code: 'family-taken', facts: { family: 'birch', name: 'Birch' } },
    });
    expect(await familyOf('carl')).toBeNull();
  });

  it('MEM-7 founds one of two that are accepted at the same instant', async () => {
    await proposeFamily('carl', ['emil']);
    await proposeFamily('dora', ['emil'], { id: 'cedar', name: 'Cedar' });
    const both = await Promise.all([word('emil', 'birch'), word('emil', 'cedar')]);
    expect(both.map(({ outcome }) => outcome).toSorted()).toEqual(['founded', 'lapsed']);
    expect((await read('anna', '/v1/families')).items).toHaveLength(2);
  });

  it('MEM-7 MEM-2 lapses as soon as a founder has departed', async () => {
    const { id: founding } = await proposeFamily('carl', ['dora', 'emil']);
    await (await council.as('dora')).put('/v1/members/dora/status', { status: 'departed' });
    await council.until(async () =>
      expect(await read('anna', `/v1/families/${founding}`)).toMatchObject({
        outcome: 'lapsed',
        refused: { code: 'unknown-member', rule: 'MEM-7', facts: { members: ['dora'] } },
      }),
    );
    expect(await familyOf('carl')).toBeNull();
  });

  it('MEM-7 PRO-9 is asked for anew, from the opener’s word on, where it was interrupted', async () => {
    const { id: founding } = await proposeFamily('carl', ['dora', 'emil']);
    await word('dora', 'birch');
    await loseWorkflow(council, founding);
    const next = await goesOn(council, 'families', founding);
    expect(await read('anna', `/v1/families/${next}`)).toMatchObject({
      stage: 'proposed',
      continuationOf: founding,
      accepted: ['carl'],
    });
    expect(await read('anna', `/v1/decisions/${founding}/record`)).toMatchObject({
      outcome: 'interrupted',
      continuedBy: next,
    });
    await word('dora', 'birch');
    expect(await word('emil', 'birch')).toMatchObject({ id: next, outcome: 'founded' });
  });

  it('MEM-7 refuses whom it cannot be founded with, with the facts, and changes nothing', async () => {
    await proposeFamily('emil', ['stella'], { id: 'cedar', name: 'Cedar' });
    const asked = { id: 'birch', name: 'Birch', members: ['dora'] };
    const refused: readonly (readonly [string, object, number, string, object])[] = [
      ['carl', { members: ['carl'] }, 422, 'to-oneself', { member: 'carl' }],
      ['carl', { members: ['dora', 'kim', 'dora'] }, 422, 'repeated-member', { members: ['dora'] }],
      ['carl', { members: ['dora', 'nobody'] }, 422, 'unknown-member', { members: ['nobody'] }],
      ['tom', {}, 422, 'not-mature', { members: ['tom'] }],
      ['carl', { members: ['tom'] }, 422, 'not-mature', { members: ['tom'] }],
      ['uma', {}, 409, 'in-a-family', { members: ['uma'], families: ['ash'] }],
      ['carl', { members: ['uma', 'dora'] }, 409, 'in-a-family', { members: ['uma'], families: ['ash'] }],
      ['carl', { id: 'ash' }, 409, 'family-taken', { family: 'ash', name: 'Ash' }],
      ['carl', { name: ' ＡSH ' }, 409, 'family-taken', { family: 'ash', name: 'Ash' }],
      ['emil', {}, 409, 'already-done', { family: 'cedar' }],
    ];
    for (const [by, more, status, code, facts] of refused)
      expect((await post(by, '', { ...asked, ...more })).body, code).toMatchObject({
        status,
        type: `/problems/${code}`,
        rule: 'MEM-7',
        facts,
      });
    const misshapen: readonly (readonly [object, string])[] = [
      [{ id: 'The Birches' }, '/id'],
      [{ id: '0190a1b2-0000-7000-8000-00000000000b' }, '/id'],
      [{ name: ' ' }, '/name'],
      [{ members: [] }, '/members'],
      [{ members: 'dora' }, '/members'],
      [{ founders: ['dora'] }, '/founders'],
    ];
    for (const [more, path] of misshapen)
      expect((await post('carl', '', { ...asked, ...more })).body).toMatchObject({
        status: 422,
        errors: [expect.objectContaining({ path })],
      });
    expect((await read('anna', '/v1/families')).items).toHaveLength(1);
    expect(await council.db.selectFrom('processes').select('id').execute()).toHaveLength(1);
  });

  it('MEM-7 PRO-10 takes nobody’s word but a founder’s, and none twice', async () => {
    await proposeFamily('carl', ['dora', 'emil']);
    for (const other of ['anna', 'kim'])
      expect(await word(other, 'birch')).toMatchObject({ status: 403, rule: 'MEM-7' });
    expect(await word('carl', 'birch')).toMatchObject({ status: 409, type: '/problems/already-done' });
    await word('dora', 'birch');
    expect(await word('dora', 'birch')).toMatchObject({ status: 409, type: '/problems/already-done' });
    expect(await word('dora', 'nowhere')).toMatchObject({ status: 404 });
    expect((await post('emil', '/birch/acceptance', {})).body).toMatchObject({ status: 422 });
    expect(await read('anna', '/v1/families/birch')).toMatchObject({ accepted: ['carl', 'dora'] });
    await word('emil', 'birch', false);
  });
});

describe('a charter without foundings', () => {
  it('MEM-7 CHA-1 has none, and families are left all the same', async () => {
    const other = await openCouncil({
      members: [...five, person('uma', { family: 'ash' })],
      families: [{ id: 'ash', name: 'Ash' }],
      charter: (document) => ({ ...document, families: null }),
    });
    const asked = { id: 'birch', name: 'Birch', members: ['dora'] };
    expect((await (await other.as('carl')).post('/v1/families', asked)).body).toMatchObject({
      type: '/problems/switched-off',
      rule: 'MEM-7',
      facts: { section: 'families' },
    });
    expect((await (await other.as('uma')).post('/v1/families/ash/leaving')).body).toMatchObject({
      left: true,
    });
    await other.close();
  });
});
