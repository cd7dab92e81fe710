/** Standing disclosures over HTTP: kept, taken back, listed; refused with the rule (DEL-5). */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeFaults, readCharter } from '../../charter/load.ts';
import { loadFirstCharter } from '../../store/council/charters.ts';
import { importMembers } from '../../store/council/member-import.ts';
import { standardCharter } from '../support/charter.ts';
import { five } from '../support/people.ts';
import { serve, type Served, start } from './serve.ts';

let api: Served;
beforeEach(async () => {
  api = await serve({ members: five });
});
afterEach(() => api.close());

const path = (category: string) => `/v1/disclosures/${category}`;
const keep = async (member: string, category: string, interests: string) =>
  (await api.as(member)).put(path(category), { interests });
const list = async (query = '') => (await (await api.as('dora')).get(`/v1/disclosures${query}`)).body;

describe('a standing disclosure', () => {
  it('DEL-5 stands once for each member and category; the same again changes nothing, another takes its place', async () => {
    const first = await keep('anna', 'operations', 'none');
    expect(first.status).toBe(200);
    expect(first.body).toEqual({ member: 'anna', category: 'operations', interests: 'none', at: start });
    expect((await keep('anna', 'operations', 'none')).body).toEqual(first.body);
    expect((await keep('anna', 'operations', 'I own the mill.')).body).toMatchObject({
      interests: 'I own the mill.',
    });
    await keep('ben', 'operations', 'none');
    await keep('anna', 'resources', 'none');
    expect(await list('?limit=2')).toMatchObject({
      items: [
        { member: 'anna', category: 'operations', interests: 'I own the mill.' },
        { member: 'ben', category: 'operations' },
      ],
      next: expect.any(String) as string,
    });
    const { next } = await list('?limit=2');
    expect(await list(`?limit=2&cursor=${next as string}`)).toMatchObject({
      items: [{ member: 'anna', category: 'resources' }],
      next: null,
    });
    expect((await list('?member=anna&category=resources')).items).toHaveLength(1);
  });

  it('DEL-5 is taken back by whose it is, once; of others’ there is nothing to take', async () => {
    await keep('anna', 'operations', 'none');
    const takeBack = async (member: string) => (await (await api.as(member)).delete(path('operations'))).body;
    expect(await takeBack('ben')).toEqual({ removed: null });
    expect((await list()).items).toHaveLength(1);
    expect(await takeBack('anna')).toMatchObject({ removed: { member: 'anna', interests: 'none' } });
    expect(await takeBack('anna')).toEqual({ removed: null });
    expect((await list()).items).toEqual([]);
  });

  it('DEL-5 TIE-1 is refused for a category that there is not, and for one in which nobody votes', async () => {
    expect((await keep('anna', 'weather', 'none')).body).toMatchObject({
      type: '/problems/unknown-category',
      rule: 'DEL-5',
    });
    expect((await keep('anna', 'personal.time', 'none')).body).toMatchObject({
      type: '/problems/category-not-permitted',
      rule: 'DEL-5',
    });
    expect((await keep('anna', 'operations', 'None.')).status).toBe(422);
    expect((await list()).items).toEqual([]);
  });
});

describe.each([
  ['without delegation', { delegation: null }, 'delegation'],
  ['that has acts signed', { signatures: 'all' }, 'standing disclosures'],
] as const)('a charter %s', (_, more, section) => {
  it('DEL-5 has none', async () => {
    await api.close();
    api = await serve({ council: false });
    const { document } = standardCharter();
    const read = readCharter({ ...document, ...more });
    if ('faults' in read) throw new Error(describeFaults(read.faults));
    await loadFirstCharter(api.db, { ...read, at: start });
    await importMembers(api.db, { families: [], members: five, by: null, at: start });
    expect((await keep('anna', 'operations', 'none')).body).toMatchObject({
      type: '/problems/switched-off',
      rule: 'DEL-5',
      facts: { section },
    });
  });
});
