/** What an amendment would have changed, asked over HTTP of an archive of many decisions (AMD-1, REC-1). */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Category } from '../../charter/types.ts';
import type { Threshold } from '../../charter/thresholds.ts';
import { canonicalBytes } from '../../ledger/bytes/canonical.ts';
import { makeDelegation } from '../../store/delegation/delegating.ts';
import { openPoll } from '../../store/ballots/polls.ts';
import { keepRecord } from '../../store/records/records.ts';
import { decide, type Script } from '../ledger/decision.ts';
import { ballots, twenty } from '../ledger/ways.ts';
import type { Json } from '../support/http.ts';
import { person } from '../support/people.ts';
import { clockAt, defaultCharter } from '../support/polls.ts';
import { serve, type Served, start } from './serve.ts';
import { stored } from './stored.ts';

let api: Served;
beforeAll(async () => {
  api = await serve();
});
afterAll(() => api.close());

const scripts = {
  'just adopted': { electors: twenty, votes: [{ ballots: ballots(14, 6) }] },
  'widely adopted': { electors: twenty, votes: [{ ballots: ballots(18, 2) }] },
  rejected: { electors: twenty, votes: [{ ballots: ballots(5, 15) }] },
  inquorate: { electors: twenty, votes: [{ ballots: ballots(2, 0) }] },
} satisfies Record<string, Script>;

/** Ends a decision on infrastructure, so many minutes after the start; answers its id. */
async function archived(name: keyof typeof scripts, minute: number): Promise<string> {
  const decision = randomUUID();
  const { record } = decide({ ...scripts[name], id: decision });
  const bytes = canonicalBytes({ ...record, title: name });
  const endedAt = new Date(Date.parse(start) + minute * 60_000).toISOString();
  const row = { decision, kind: 'proposal', outcome: record.outcome, title: name, endedAt, bytes };
  await api.db.transaction().execute(async (trx) => keepRecord(trx, row));
  return decision;
}

const amends = (...patch: object[]) => ({ type: 'charter.amend', patch });
const threeQuarters = { num: 3, den: 4, of: 'decisive' };
const impact = async (id: string, query = ''): Promise<Json> => {
  const { status, body } = await (await api.as('dora')).get(`/v1/proposals/${id}/impact${query}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
};
const stricter = async () =>
  stored(api.db, amends({ op: 'add', path: '/categories/infrastructure/threshold', value: threeQuarters }), {
    category: 'constitutional',
  });

it('AMD-1 AUT-2 is told to members, of amendments of the charter only', async () => {
  const none = await stored(api.db, { type: 'none' }, { category: 'operations' });
  expect((await (await api.as('dora')).get(`/v1/proposals/${none}/impact`)).status).toBe(404);
  expect((await api.anyone.get(`/v1/proposals/${await stricter()}/impact`)).status).toBe(401);
});

it('AMD-1 REC-1 lists the decisions that would have ended otherwise with both tallies, newest first, page by page', async () => {
  const amendment = await stricter();
  expect(await impact(amendment)).toMatchObject({ items: [], checked: 0, next: null });
  const changed: string[] = [];
  for (let minute = 0; minute < 240; minute += 1) {
    if (minute % 60 === 7) changed.unshift(await archived('just adopted', minute));
    else await archived(minute % 2 === 0 ? 'widely adopted' : 'rejected', minute);
  }
  const whole = await impact(amendment);
  expect(whole).toMatchObject({ checked: 240, next: null });
  expect(whole.notConsidered.length).toBeGreaterThan(0);
  expect(whole.items.map(({ id }: { id: string }) => id)).toEqual(changed);
  expect(whole.items[0]).toMatchObject({
    title: 'just adopted',
    category: 'infrastructure',
    outcome: 'executed',
    charterVersion: 1,
    parting: { at: 'vote', number: 1 },
    was: { leads: 'adopted', tally: { for: 14, against: 6, threshold: { num: 2, den: 3, met: true } } },
    would: { leads: 'undecided', tally: { for: 14, against: 6, threshold: { num: 3, den: 4, met: false } } },
    already: false,
  });
  const pages: Json[] = [];
  for (let cursor = ''; ; cursor = `&cursor=${pages.at(-1).next}`) {
    pages.push(await impact(amendment, `?limit=3${cursor}`));
    if (pages.at(-1).next === null) break;
  }
  expect(pages.map(({ items }) => items.length)).toEqual([3, 1]);
  expect(pages.flatMap(({ items }) => items)).toEqual(whole.items);
  expect(pages.reduce<number>((sum, { checked }) => sum + Number(checked), 0)).toBe(240);
});

it('AMD-1 tells what the charter before would have led to as well', async () => {
  const other = amends({ op: 'replace', path: '/drafts/lapse', value: '7 days' });
  expect((await impact(await stored(api.db, other))).items).toEqual([]);
  // The charter asks for three quarters by now; these were decided under two thirds.
  await api.db
    .updateTable('charters')
    .set((eb) => ({
      hash: 'e'.repeat(64),
      document: eb.fn('jsonb_set', [
        'document',
        eb.val('{categories,infrastructure,threshold}'),
        eb.val(JSON.stringify({ ...threeQuarters, strict: false })),
      ]) as never,
    }))
    .execute();
  const { items } = await impact(await stored(api.db, other));
  expect(items.map(({ already }: { already: boolean }) => already)).toEqual([true, true, true, true]);
});

it('AMD-1 TIE-5 lists decisions of categories that it abolishes as such', async () => {
  const abolishes = await stored(api.db, amends({ op: 'remove', path: '/categories/infrastructure' }));
  const { items, checked, next } = await impact(abolishes, '?limit=200');
  expect(items).toHaveLength(200);
  expect(checked).toBe(200);
  expect(next).not.toBeNull();
  expect(items[0]).toMatchObject({
    parting: { at: 'category', number: null },
    would: { leads: 'undecided' },
  });
});

/** A vote in which nobody answered, of electors one of whom delegated to the other; answers the decision's id. */
async function delegatedIn(minute: number): Promise<string> {
  const decision = await archived('inquorate', minute);
  const { categories, ...charter } = defaultCharter();
  const { threshold, quorum } = categories.infrastructure as Category;
  const rules = {
    category: { name: 'infrastructure', threshold: threshold as Threshold, quorum },
    charter,
    options: [],
  };
  const poll = { decision, kind: 'votes', number: 1, round: 1, version: 1, electorate: 'two' } as const;
  await api.db
    .transaction()
    .execute(async (trx) => openPoll(trx, { ...poll, opens: start, closes: later(72), rules }));
  const closed = { closed_at: later(72), result: '{}' };
  await api.db.updateTable('polls').set(closed).where('decision', '=', decision).execute();
  return decision;
}

const later = (hours: number): string => new Date(Date.parse(start) + hours * 3_600_000).toISOString();

it('AMD-1 DEL-3 ends a page after two hundred decisions whose votes it counts again', async () => {
  const two = ['anna', 'ben'].map((member) => ({
    electorate: 'two',
    member,
    offline: false,
    kind: 'person' as const,
  }));
  await api.db.insertInto('electors').values(two).execute();
  const delegation = { id: randomUUID(), to: 'ben', scope: {}, until: later(1_000) };
  expect(await makeDelegation(api.db, clockAt(later(1)).clock, person('anna'), delegation, 1)).toHaveProperty(
    'delegation',
  );
  const before = (await impact(await stored(api.db, amends(uncapped)), '?limit=1')).checked;
  for (let minute = 0; minute < 201; minute += 1) await delegatedIn(10_000 + minute);
  const amendment = await stored(api.db, amends(uncapped));
  const first = await impact(amendment);
  expect(first).toMatchObject({ items: [], checked: 200 });
  const rest = await impact(amendment, `?cursor=${first.next}&limit=1`);
  expect(Number(rest.checked) - Number(before)).toBe(1);
});

const uncapped = { op: 'replace', path: '/delegation/cap', value: null };
