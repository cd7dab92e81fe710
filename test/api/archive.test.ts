/** The archive over HTTP: decisions that ran in a council are found by what was said in them, by whom, how and when they ended. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Council, openCouncil } from '../support/council.ts';
import { ended, end } from '../support/ended.ts';
import type { Answer, Json } from '../support/http.ts';
import { person } from '../support/people.ts';
import { propose, type Story } from '../support/story.ts';
import { serve, type Served } from './serve.ts';

const search = (query: Readonly<Record<string, string>> | [string, string][] = {}): string =>
  `/v1/decisions?${new URLSearchParams(query).toString()}`;

describe('the archive of a council', () => {
  let council: Council;
  /** Consensus on an amended text, with a task. */
  let workshop: Story;
  /** Voted on, with a ballot replaced. */
  let saw: Story;
  /** Three deadlocks, and the guardian's no. */
  let winter: Story;
  /** Withdrawn after a word on it. */
  let garden: Story;

  const names: Record<string, string> = {};
  const found = async (query: Readonly<Record<string, string>>): Promise<string[]> => {
    const { status, body } = await (await council.as('fay')).get(search(query));
    expect(status, JSON.stringify(body)).toBe(200);
    return body.items.map(({ id }: Json) => names[id]).toSorted();
  };

  beforeAll(async () => {
    council = await openCouncil({
      members: [
        person('anna', { roles: ['guardian'] }),
        ...['ben', 'carl', 'dora', 'emil', 'fay'].map((id) => person(id)),
        person('gus', { name: 'Gus Österreich' }),
        person('hal', { name: 'Hal Young' }),
      ],
    });
    const by = new Date(Date.parse(await council.now()) + 90 * 24 * 3_600_000).toISOString();
    workshop = await propose(council, 'carl', {
      impact: { affected: ['hal'], statement: 'Two stewards give an evening a week.' },
      action: { type: 'task', assignee: 'emil', instructions: 'Cut a key for the stewards.', by },
    });
    await workshop.post('dora', '/statements', { text: 'Who brings the samovar?' });
    await workshop.post('carl', '/amendments', { title: 'A third workshop day', text: 'Fridays too.' });
    await council.wait('73h');
    await workshop.positions({ anna: 'agree', ben: 'agree', carl: 'agree', dora: 'agree', fay: 'agree' });
    await workshop.position('emil', 'agree-with-reservations', 'Only while the heating holds.');
    await council.wait('24h');
    await workshop.reaches('execution');
    await workshop.post('emil', '/task', { evidence: 'The locksmith has handed it over.' });
    expect(await workshop.outcome()).toBe('executed');

    saw = await propose(council, 'ben', {
      category: 'resources',
      title: 'A band saw for the „Gärten“ either/or',
      action: { type: 'allocation.grant', resource: 'timber', amount: 40, to: 'gus', permanent: true },
    });
    await council.wait('145h');
    await saw.vote('dora', 'against', 'Sawdust everywhere.');
    await saw.vote('dora', 'for', 'With a filter it may pass.');
    await saw.votes({ anna: 'for', ben: 'for', carl: 'for', fay: 'abstain', hal: 'for' });
    await council.wait('73h');
    expect(await saw.outcome()).toBe('executed');

    winter = await propose(council, 'dora', { category: 'infrastructure', title: 'A roof in December' });
    await council.wait('73h');
    await winter.rank('hal', ['status-quo'], ['proposal']);
    const split = { ben: 'for', carl: 'for', dora: 'against', emil: 'against' } as const;
    for (const hours of ['72h', '96h', '240h']) {
      await council.wait(hours);
      await winter.votes({ ...split, fay: 'abstain', gus: 'abstain' });
    }
    await council.wait('72h');
    await winter.post('anna', '/resolution', { adopt: false, reason: 'A quiet season first.' });
    expect(await winter.outcome()).toBe('rejected');

    garden = await propose(council, 'fay', {
      title: 'Paths through the orchard',
      rationale: 'Mud in autumn.',
      impact: { affected: 'everyone', statement: 'Nobody loses a pear.' },
      alternatives: [{ title: 'A hedge', text: 'Hawthorn along the brook.' }],
    });
    await garden.post('gus', '/statements', { text: 'Mind the roots.' });
    await garden.post('fay', '/withdrawal');
    expect(await garden.outcome()).toBe('withdrawn');
    // Under way, so in no answer.
    await propose(council, 'fay', { title: 'A band saw, a roof and a third workshop day' });
    await propose(council, 'fay', { draft: true, title: 'A draft about the samovar' });
    Object.assign(names, { [workshop.id]: 'workshop', [saw.id]: 'saw', [winter.id]: 'winter' });
    names[garden.id] = 'garden';
  });
  afterAll(() => council.close());

  it('REC-1 holds everything that ended, newest first, and nothing else', async () => {
    const { body } = await (await council.as('fay')).get('/v1/decisions');
    expect(body.items.map(({ id }: Json) => names[id])).toEqual(['garden', 'winter', 'saw', 'workshop']);
    expect(body.items.at(-1)).toEqual({
      id: workshop.id,
      kind: 'proposal',
      category: 'operations',
      tier: 3,
      title: 'A third workshop day',
      outcome: 'executed',
      endedAt: (await workshop.read()).endedAt,
    });
    expect(body.next).toBeNull();
  });

  it.each([
    ['the title', 'third workshop', ['workshop']],
    ['a text that was amended away', 'second Thursdays', ['workshop']],
    ['the text in its place', 'Fridays', ['workshop']],
    ['the rationale', 'mud', ['garden']],
    ['the impact', 'pear', ['garden']],
    ['the title of an alternative', 'hedge', ['garden']],
    ['the text of an alternative', 'hawthorn', ['garden']],
    ['what its action says', 'key', ['workshop']],
    ['what its action gives', 'timber', ['saw']],
    ['a statement', 'samovar', ['workshop']],
    ['the reason of a position', 'heating', ['workshop']],
    ['the reason of a ballot', 'filter', ['saw']],
    ['the reason of a ballot that was replaced', 'sawdust', ['saw']],
    ['the reason of the guardian', 'quiet season', ['winter']],
    ['the evidence for a task', 'locksmith', ['workshop']],
    ['the name of whom it affects', 'Hal Young', ['workshop']],
    ['the name of who receives something', 'österreich', ['saw']],
  ])('REC-1 finds a decision by %s', async (_, q, expected) => {
    expect(await found({ q })).toEqual(expected);
  });

  it.each([
    ['in any order, case and place', 'HEATING samovar Third', ['workshop']],
    ['all of them', 'third band', []],
    ['whole', 'samova', []],
    ['without the marks around them', '»gärten«, GÄRTEN!', ['saw']],
    ['apart, where a stroke joins them', 'or', ['saw']],
    ['and not what stands for an operator elsewhere', 'saw | orchard', []],
    ['at all', '— !? &', []],
  ])('REC-1 takes the words %s', async (_, q, expected) => {
    expect(await found({ q })).toEqual(expected);
  });

  it.each([
    ['anna', 'who took a position, voted, and resolved as guardian', ['saw', 'winter', 'workshop']],
    ['ben', 'who took a position, and wrote one', ['saw', 'winter', 'workshop']],
    ['dora', 'who stated a view, replaced a ballot, and wrote one', ['saw', 'winter', 'workshop']],
    ['emil', 'who confirmed a task, and voted', ['winter', 'workshop']],
    ['fay', 'who abstained, and withdrew what she wrote', ['garden', 'saw', 'winter', 'workshop']],
    ['gus', 'who stated a view, received something, and voted', ['garden', 'saw', 'winter']],
    ['hal', 'who is affected by one, voted, and ranked', ['saw', 'winter', 'workshop']],
    ['everyone', 'whom no text names, since all are meant', []],
    ['nobody', 'who is no member', []],
  ])('REC-1 finds the decisions of %s, %s', async (member, _, expected) => {
    expect(await found({ member })).toEqual(expected);
  });

  it('REC-1 finds by everything at once, and each part can be what fails', async () => {
    const { endedAt } = await winter.read();
    const all = {
      q: 'roof quiet',
      member: 'emil',
      outcome: 'rejected',
      kind: 'proposal',
      tier: '3',
      category: 'infrastructure',
      endedFrom: endedAt,
      endedBefore: '9999-12-31',
    };
    expect(await found(all)).toEqual(['winter']);
    const others = {
      q: 'roof samovar',
      member: 'nobody',
      outcome: 'executed',
      tier: '2',
      category: 'operations',
      endedFrom: '9999-12-31',
      endedBefore: endedAt,
    };
    for (const [part, other] of Object.entries(others))
      expect([part, await found({ ...all, [part]: other })]).toEqual([part, []]);
  });
});

describe('a search of the archive', () => {
  let api: Served;
  const at = (instant: string) => ended({ endedAt: instant });
  const before = at('2026-11-21T23:59:59.999Z');
  const first = at('2026-11-22T00:00:00.000Z');
  const last = at('2026-11-22T23:59:59.999Z');
  const after = at('2026-11-23T00:00:00.000Z');

  beforeAll(async () => {
    api = await serve();
    for (const decision of [before, first, last, after]) await end(api.db, decision);
    await end(api.db, { ...at('2026-11-01T00:00:00.000Z'), outcome: 'lapsed' });
    await end(api.db, { ...at('2026-11-02T00:00:00.000Z'), outcome: 'withdrawn' });
  });
  afterAll(() => api.close());

  const ask = async (query: Parameters<typeof search>[0]): Promise<Answer> =>
    (await api.as('anna')).get(search(query));
  const ids = async (query: Parameters<typeof search>[0]): Promise<string[]> =>
    (await ask(query)).body.items.map(({ id }: Json) => id);

  it('AUT-2 is any member’s, and nobody else’s', async () => {
    expect((await api.anyone.get(search({ q: 'workshop' }))).status).toBe(401);
    expect((await (await api.as('dora')).get(search({ q: 'workshop' }))).body.items).toHaveLength(6);
  });

  it.each([
    ['2026-11-22', '2026-11-23', [last.id, first.id]],
    ['2026-11-22T00:00:00.000Z', '2026-11-22T23:59:59.999Z', [first.id]],
    ['2026-11-22T00:00:00.001Z', '2026-11-23T00:00:00.000Z', [last.id]],
    ['2026-11-21T23:59:59.999Z', '2026-11-22', [before.id]],
    ['2026-11-22T01:00:00+02:00', '2026-11-23T00:00:00.001Z', [after.id, last.id, first.id, before.id]],
    ['2026-11-22', '2026-11-22', []],
  ])('REC-1 takes what ended from %s on and before %s', async (endedFrom, endedBefore, expected) => {
    expect(await ids({ endedFrom, endedBefore })).toEqual(expected);
  });

  it('REC-1 takes one outcome, or several', async () => {
    const counted = async (...outcomes: string[]) =>
      (await ids(outcomes.map((outcome): [string, string] => ['outcome', outcome]))).length;
    expect(await counted('executed')).toBe(4);
    expect(await counted('lapsed')).toBe(1);
    expect(await counted('lapsed', 'withdrawn', 'vetoed')).toBe(2);
    expect(await counted('vetoed')).toBe(0);
  });

  it('REC-1 goes on from page to page under the same filter', async () => {
    const filter = { outcome: 'executed', endedBefore: '2026-11-23', limit: '2' };
    const page = (await ask(filter)).body;
    expect(page.items.map(({ id }: Json) => id)).toEqual([last.id, first.id]);
    const rest = (await ask({ ...filter, cursor: page.next })).body;
    expect(rest).toMatchObject({ items: [{ id: before.id }], next: null });
  });

  it.each([
    ['an outcome that there is not', 'outcome=adopted', ['/outcome']],
    ['one such among others', 'outcome=executed&outcome=adopted', ['/outcome/1']],
    ['a kind that there is not', 'kind=meeting', ['/kind']],
    ['a tier that there is not', 'tier=4', ['/tier']],
    ['two categories', 'category=operations&category=resources', ['/category']],
    ['what is no member’s id', 'member=Carl+Berg', ['/member']],
    ['a day that there is not', 'endedFrom=2026-02-29', ['/endedFrom']],
    ['a year before the first', 'endedBefore=0000-01-01', ['/endedBefore']],
    ['an instant without its offset', 'endedFrom=2026-11-22T09:00:00', ['/endedFrom']],
    ['no words', 'q=+', ['/q']],
    ['words with U+0000', 'q=a%00b', ['/q']],
    ['a parameter that there is not', 'author=carl', ['/author']],
    ['several faults', 'tier=0&endedBefore=soon', ['/tier', '/endedBefore']],
    ['no cursor', 'cursor=x', ['/cursor']],
  ])('PRO-10 is refused by name where it has %s', async (_, query, paths) => {
    const { status, headers, body } = await (await api.as('anna')).get(`/v1/decisions?${query}`);
    expect([status, body.type]).toEqual([422, '/problems/invalid-query']);
    expect(headers.get('content-type')).toContain('application/problem+json');
    expect(body.errors.map(({ path }: Json) => path).toSorted()).toEqual(paths.toSorted());
  });

  it('PRO-10 is refused with a cursor that points outside all time', async () => {
    for (const endedAt of ['0000-01-01T00:00:00Z', 'never']) {
      const cursor = Buffer.from(JSON.stringify({ endedAt, decision: first.id })).toString('base64url');
      expect((await ask({ cursor })).body).toMatchObject({ errors: [{ path: '/cursor' }] });
    }
  });
});
