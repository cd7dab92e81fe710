/** What a submission is checked for before anything is started, on a real council of the default charter. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  amendmentFault,
  openingFault,
  submissionFault,
  type Submission,
} from '../../store/submission/submission.ts';
import type { Action, Content } from '../../rules/model.ts';
import { importMembers } from '../../store/council/member-import.ts';
import { setStatus } from '../../store/council/status.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { five, person, plenty } from '../support/people.ts';
import { defaultCharter } from '../support/polls.ts';
import { content } from '../support/story.ts';

const at = '2026-11-22T09:00:00.000Z';
const charter = defaultCharter();

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase();
  const members = [...five, person('gone')];
  await importMembers(database.db, { families: [], members, resources: plenty, by: null, at });
  await setStatus(database.db, () => Promise.resolve(at), { id: 'gone', status: 'departed', by: 'gone' });
});
afterAll(() => database.drop());

const { category: _category, ...complete } = content;

const submit = ({ category = 'operations', ...changes }: Partial<Content> & { category?: string }) =>
  submissionFault(database.db, {
    author: 'anna',
    category,
    content: { ...(complete as Content), ...changes },
    charter,
    pace: 1,
    at,
  } satisfies Submission);

const task = (by: string, assignee = 'carl'): Action => ({
  type: 'task',
  assignee,
  instructions: 'Build it.',
  by,
});

describe('a submission', () => {
  it('PRO-2 of a complete proposal is not refused', async () => {
    expect(await submit({})).toBeUndefined();
    expect(await submit({ action: task('2026-11-25T09:00:00.001Z') })).toBeUndefined();
  });

  it('PRO-2 names all that is missing at once', async () => {
    const empty = { title: null, text: ' ', rationale: null, impact: null, alternatives: [], action: null };
    expect(await submit(empty)).toMatchObject({
      code: 'incomplete',
      rule: 'PRO-2',
      facts: { missing: ['title', 'text', 'rationale', 'impact', 'alternatives', 'action'] },
    });
  });

  it('TIE-5 carries only what its category permits, and that is said first', async () => {
    const permanent: Action = {
      type: 'allocation.grant',
      resource: 'compute',
      amount: 1,
      to: 'carl',
      permanent: true,
    };
    expect(await submit({ action: permanent, title: null })).toMatchObject({
      code: 'action-not-permitted',
      rule: 'TIE-5',
      facts: { category: 'operations', action: 'allocation.permanent' },
    });
    expect(await submit({ category: 'resources', action: permanent })).toBeUndefined();
    expect(await submit({ action: { type: 'member.release', member: 'carl' } })).toMatchObject({
      rule: 'TIE-5',
    });
  });

  it('TIE-5 VET-2 is of a category that there is and that members can open', async () => {
    expect(await submit({ category: 'toString' })).toMatchObject({ code: 'unknown-category', rule: 'TIE-5' });
    expect(await submit({ category: '__proto__' })).toMatchObject({ code: 'unknown-category' });
    expect(await submit({ category: 'veto-question' })).toMatchObject({
      code: 'opens-by-itself',
      rule: 'VET-2',
    });
  });

  it('PRO-2 names members only, and none that has departed', async () => {
    const impact = { affected: ['anna', 'nobody', 'gone'], statement: 'x' };
    expect(await submit({ impact })).toMatchObject({
      code: 'unknown-member',
      facts: { members: ['nobody', 'gone'] },
    });
    expect(await submit({ action: task('2027-01-01T00:00:00.000Z', 'gone') })).toMatchObject({
      facts: { members: ['gone'] },
    });
  });

  it('EXE-1 sets instants that lie ahead: at this very millisecond is too late', async () => {
    expect(await submit({ action: task(at) })).toMatchObject({
      code: 'past-instant',
      facts: { path: '/action/by', instant: at, at },
    });
    // Whatever everybody does at once, the review takes 72 hours.
    const earliest = '2026-11-25T09:00:00.000Z';
    expect(await submit({ action: task(earliest) })).toMatchObject({
      code: 'past-instant',
      rule: 'EXE-1',
      facts: { path: '/action/by', instant: earliest, at, earliest },
    });
    const until = '2026-11-22T08:59:59.999Z';
    expect(
      await submit({
        action: { type: 'allocation.grant', resource: 'compute', amount: 1, to: 'carl', until },
      }),
    ).toMatchObject({ code: 'past-instant', facts: { path: '/action/until' } });
  });

  it('MEM-3 that nobody could answer is refused', async () => {
    const young = await createDatabase();
    const members = [person('kid', { bornAt: '2016-11-22T09:00:00.001Z' })];
    await importMembers(young.db, { families: [], members, by: null, at });
    const submission = {
      author: 'kid',
      category: 'operations',
      content: complete as Content,
      charter,
      pace: 1,
    };
    expect(await submissionFault(young.db, { ...submission, at })).toMatchObject({
      code: 'empty-electorate',
      rule: 'MEM-3',
    });
    const ofAge = '2026-11-22T09:00:00.001Z';
    expect(await submissionFault(young.db, { ...submission, at: ofAge })).toBeUndefined();
    await young.drop();
  });
});

it('PRO-1 a draft may lack everything but a category that can be opened', () => {
  const opening = (category: string) => openingFault({ author: 'anna', category, charter })?.code;
  expect(opening('operations')).toBeUndefined();
  expect(opening('none-such')).toBe('unknown-category');
  expect(opening('veto-question')).toBe('opens-by-itself');
  expect(opening('justice')).toBeUndefined();
});

describe('an amendment', () => {
  const amend = (changes: Partial<Content>) =>
    amendmentFault(
      database.db,
      {
        author: 'anna',
        category: 'operations',
        content: { ...(complete as Content), ...changes },
        charter,
        pace: 1,
        at,
      },
      changes,
      { content: complete, submittedAt: at, family: null },
    );

  it('PRO-6 leaves a complete text, with an action that its category permits', async () => {
    expect(await amend({ title: 'Two workshop days' })).toBeUndefined();
    expect(await amend({ alternatives: [] })).toMatchObject({
      code: 'incomplete',
      facts: { missing: ['alternatives'] },
    });
    expect(await amend({ action: { type: 'mandate.end', mandate: 'x' } })).toMatchObject({ rule: 'TIE-5' });
    expect(await amend({ action: task(at) })).toMatchObject({ code: 'past-instant' });
    expect(await amend({ impact: { affected: ['gone'], statement: 'x' } })).toMatchObject({
      code: 'unknown-member',
    });
  });
});
