/** Amendments of the charter that are refused before anything is started, and what is shown of one (AMD-1, CHA-4, TIE-5). */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { submissionActivities } from '../../activities/processes/submission.ts';
import type { CharterDocument } from '../../charter/load.ts';
import type { Action, Content } from '../../rules/model.ts';
import { addCharter, charterInForce } from '../../store/council/charters.ts';
import { content } from '../support/story.ts';
import { serve, type Served, start } from './serve.ts';
import { stored } from './stored.ts';

let api: Served;
let document: CharterDocument;
beforeAll(async () => {
  api = await serve();
  document = (await charterInForce(api.db))?.document as CharterDocument;
});
afterAll(() => api.close());

const replace = (path: string, value: unknown) => ({ op: 'replace', path, value });
const amends = (...patch: unknown[]) => ({ type: 'charter.amend', patch });

async function refused(category: string, action: object) {
  const { status, body } = await (
    await api.as('carl')
  ).post('/v1/proposals', { ...content, category, action });
  expect(status, JSON.stringify(body)).toBe(422);
  return body;
}

describe('an amendment that is refused', () => {
  it('AMD-1 PRO-10 is no patch: every fault of its shape, with its path', async () => {
    const body = await refused('constitutional', amends({ op: 'replace', path: 'drafts' }, { op: 'graft' }));
    expect(body).toMatchObject({ type: '/problems/invalid-body' });
    const paths = body.errors.map(({ path }: { path: string }) => path);
    expect(paths).toEqual(expect.arrayContaining(['/action/patch/0/path', '/action/patch/1/op']));
    const many = Array.from({ length: 101 }, () => replace('/name', 'Ours'));
    expect(await refused('constitutional', amends(...many))).toMatchObject({
      type: '/problems/invalid-body',
    });
    const long = amends(replace('/name', 'x'.repeat(100_000)));
    expect(await refused('constitutional', long)).toMatchObject({
      type: '/problems/invalid-body',
      errors: [{ path: '/action/patch', message: 'is longer than 100000 code units of JSON' }],
    });
  });

  it('AMD-1 does not apply: where in the patch', async () => {
    expect(await refused('constitutional', amends(replace('/drafts/lapsing', '7 days')))).toMatchObject({
      type: '/problems/invalid-amendment',
      rule: 'AMD-1',
      detail: '/action/patch/0/path points at nothing in the charter.',
      facts: { count: 1, faults: [{ path: '/action/patch/0/path', rule: 'AMD-1' }] },
    });
  });

  it('AMD-1 CHA-2 makes what is no charter: every fault, where in the charter', async () => {
    const action = amends(
      replace('/voting/window', '0s'),
      replace('/categories/operations/threshold', { num: 3, den: 2 }),
      { op: 'add', path: '/categories/operations/actions/-', value: 'member.banish' },
    );
    const body = await refused('core-principles', action);
    expect(body).toMatchObject({ type: '/problems/invalid-amendment', rule: 'CHA-2', facts: { count: 3 } });
    expect(body.facts.faults.map(({ path }: { path: string }) => path).toSorted()).toEqual([
      '/categories/operations/actions/4',
      '/categories/operations/threshold',
      '/voting/window',
    ]);
    expect(body.facts.faults).toContainEqual(
      expect.objectContaining({ path: '/voting/window', rules: ['PRO-7'] }),
    );
  });

  it.each([
    ['a guarded path', [replace('/voting/window', '48h')], 'transparency'],
    ['the parent of a guarded path', [replace('/categories', null)], 'backstop'],
    ['the list of principles', [{ op: 'remove', path: '/principles/0' }], null],
    ['the whole document', [], 'consent-first'],
  ])('CHA-4 CHA-5 touches a core principle under the milder class: %s', async (what, given, principle) => {
    const whole = { ...document, review: '1h', name: 'Ours' };
    const parent = {
      ...document.categories,
      constitutional: { ...document.categories.constitutional, delay: '1 day' },
    };
    const patch =
      what === 'the whole document'
        ? [replace('', whole)]
        : what.startsWith('the parent')
          ? [replace('/categories', parent)]
          : given;
    const body = await refused('constitutional', amends(...patch));
    expect(body).toMatchObject({
      type: '/problems/wrong-class',
      rule: 'CHA-4',
      detail: 'The amendment is of class core-principles, and the category is constitutional.',
      facts: { category: 'constitutional', class: 'core-principles' },
    });
    expect(body.facts.touches.map((touch: { principle: string | null }) => touch.principle)).toContain(
      principle,
    );
  });

  it('CHA-4 touches none under the stricter class', async () => {
    expect(await refused('core-principles', amends(replace('/drafts/lapse', '7 days')))).toMatchObject({
      type: '/problems/wrong-class',
      facts: { category: 'core-principles', class: 'constitutional', touches: [] },
    });
  });

  it('AMD-1 changes nothing', async () => {
    for (const patch of [[], [replace('/name', 'Protocol 6')]])
      expect(await refused('constitutional', amends(...patch))).toMatchObject({
        type: '/problems/changes-nothing',
        rule: 'AMD-1',
      });
  });

  it('TIE-5 comes in a category that permits no amendment, personal ones included', async () => {
    const action = amends(replace('/drafts/lapse', '7 days'));
    for (const category of Object.keys(document.categories)) {
      if (['constitutional', 'core-principles', 'veto-question'].includes(category)) continue;
      expect(await refused(category, action), category).toMatchObject({
        type: '/problems/action-not-permitted',
        rule: 'TIE-5',
        facts: { category, action: 'charter.amend' },
      });
    }
  });

  it('AMD-1 CHA-4 is refused in the very transaction that would fix its electorate, and leaves nothing', async () => {
    const activities = submissionActivities({ db: api.db });
    const id = randomUUID();
    const submission = (patch: unknown[]) =>
      activities.submit({
        id,
        category: 'constitutional',
        author: 'carl',
        content: { ...(content as unknown as Content), action: amends(...patch) as Action },
        at: start,
        pace: 1,
        charter: 1,
      });
    expect(await submission([replace('/review', '1h')])).toMatchObject({
      refusal: { code: 'wrong-class', rule: 'CHA-4' },
    });
    expect(await submission([replace('/nothing', 1)])).toMatchObject({
      refusal: { code: 'invalid-amendment', rule: 'AMD-1' },
    });
    const electors = api.db.selectFrom('electors').select('member').where('electorate', '=', id);
    expect(await electors.execute()).toEqual([]);
    expect(await submission([replace('/drafts/lapse', '7 days')])).toMatchObject({ copy: { version: 1 } });
    expect(await electors.execute()).toHaveLength(5);
  });
});

describe('what an amendment shows', () => {
  it('AMD-1 CHA-1 is against the charter that its proposal carries, whatever is in force by now', async () => {
    const later = await stored(api.db, amends(replace('/review', '96h')), {
      charter: { version: 2, hash: '', pace: 1 },
    });
    const first = await stored(api.db, amends(replace('/review', '96h')));
    const changed = { ...document, review: '24h' };
    await api.db.transaction().execute(async (trx) =>
      addCharter(trx, {
        version: 2,
        hash: '',
        document: changed,
        inForceAt: start,
        decision: randomUUID(),
      }),
    );
    const carl = await api.as('carl');
    const list = (await carl.get('/v1/proposals?category=core-principles')).body.items;
    const differences = Object.fromEntries(
      list.map(({ id, amendment }: { id: string; amendment: { difference: unknown } }) => [
        id,
        amendment.difference,
      ]),
    );
    expect(differences).toEqual({
      [first]: [{ path: '/review', before: '72h', after: '96h' }],
      [later]: [{ path: '/review', before: '24h', after: '96h' }],
    });
    await api.db.deleteFrom('charters').where('version', '=', 2).execute();
  });

  it('AMD-1 PRO-1 is nothing in a draft whose patch makes no charter, which is said where its impact is asked', async () => {
    const id = await stored(api.db, amends(replace('/nothing', 1)), { stage: 'draft', submittedAt: null });
    const carl = await api.as('carl');
    expect((await carl.get(`/v1/proposals/${id}`)).body.amendment).toBeNull();
    expect((await carl.get(`/v1/proposals/${id}/impact`)).body).toMatchObject({
      type: '/problems/invalid-amendment',
      rule: 'AMD-1',
    });
    expect((await (await api.as('dora')).get(`/v1/proposals/${id}/impact`)).status).toBe(404);
  });
});
