/** A draft with a start date: it waits, and submits itself; what cannot be submitted then stays a draft. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { setStatus } from '../../store/council/status.ts';
import { type Council, openCouncil } from '../support/council.ts';
import { allProveThemselves } from '../support/proof.ts';
import { content, propose, type Story } from '../support/story.ts';

let council: Council;
beforeAll(async () => {
  council = await openCouncil();
});
afterEach(() => allProveThemselves(council));
afterAll(() => council.close());

const hour = 3_600_000;
const ahead = async (hours: number): Promise<string> =>
  new Date(Date.parse(await council.now()) + hours * hour).toISOString();
const kinds = async (story: Story): Promise<string[]> => (await story.timeline()).map(({ kind }) => kind);

/** Within a minute after its instant, never before it. */
async function startedAt(story: Story, startsAt: string): Promise<void> {
  const late = Date.parse((await story.read()).submittedAt) - Date.parse(startsAt);
  expect(late).toBeGreaterThanOrEqual(0);
  expect(late).toBeLessThan(60_000);
}

describe('a start date', () => {
  it('PRO-1 CHA-1 MEM-3 is when a draft submits itself: the electorate is fixed then, and it is its author’s alone till then', async () => {
    const startsAt = await ahead(48);
    const story = await propose(council, 'carl', { startsAt });
    expect(await story.read()).toMatchObject({ stage: 'draft', startsAt, missing: [], electorate: null });
    expect((await story.get('', 'dora')).status).toBe(404);
    await council.wait('47h');
    expect(await story.stage()).toBe('draft');
    await setStatus(council.db, council.clock, { id: 'emil', status: 'departed', by: 'emil' });
    await council.wait('2h');
    await story.reaches('review');
    expect(await story.read('dora')).toMatchObject({
      startsAt: null,
      missing: null,
      electorate: { size: 4 },
    });
    await startedAt(story, startsAt);
    const [drafted] = await story.timeline();
    expect(drafted).toMatchObject({ kind: 'drafted', facts: { starts: startsAt } });
    await story.post('carl', '/withdrawal');
  });

  it('PRO-1 may be withdrawn till then, moved, taken back, and overtaken by hand', async () => {
    const withdrawn = await propose(council, 'carl', { draft: true, startsAt: await ahead(10) });
    const [moved, back, early] = [
      await propose(council, 'carl', { startsAt: await ahead(10) }),
      await propose(council, 'carl', { startsAt: await ahead(10) }),
      await propose(council, 'carl', { startsAt: await ahead(10) }),
    ];
    const carl = await council.as('carl');
    const later = await ahead(30);
    expect((await carl.patch(`/v1/proposals/${moved.id}`, { startsAt: later })).body.startsAt).toBe(later);
    expect((await carl.patch(`/v1/proposals/${back.id}`, { startsAt: null })).body.startsAt).toBeNull();
    expect((await early.post('carl', '/submission')).body).toMatchObject({ stage: 'review', startsAt: null });
    await council.wait('9h');
    expect((await withdrawn.post('carl', '/withdrawal')).body).toMatchObject({ outcome: 'withdrawn' });
    await council.wait('12h');
    expect([await moved.stage(), await back.stage()]).toEqual(['draft', 'draft']);
    await council.wait('10h');
    await moved.reaches('review');
    await startedAt(moved, later);
    expect((await kinds(early)).filter((kind) => kind === 'submitted')).toHaveLength(1);
    await council.wait('29 days');
    expect(await back.read()).toMatchObject({ stage: 'ended', outcome: 'lapsed' });
    expect(await withdrawn.read()).toMatchObject({ outcome: 'withdrawn', submittedAt: null });
  });

  it('PRO-1 PRO-2 of what cannot be submitted then: its author is told what is refused, and it stays a draft', async () => {
    const carl = await council.as('carl');
    const begun = await carl.post('/v1/proposals', {
      ...content,
      rationale: undefined,
      impact: { affected: ['nobody'], statement: 'Whoever that is.' },
      draft: true,
      startsAt: await ahead(24),
    });
    expect(begun.body).toMatchObject({ stage: 'draft', missing: ['rationale'] });
    const path = `/v1/proposals/${begun.body.id}`;
    const read = async () => (await carl.get(path)).body;
    const refusals = async () =>
      (await carl.get(`${path}/timeline`)).body.items
        .filter(({ kind }: { kind: string }) => kind === 'start-refused')
        .map(({ facts: { because, refusedBy } }: never) => ({ because, refusedBy }));
    const told = async () =>
      (await carl.get('/v1/inbox?limit=200')).body.items.filter(
        (notice: { decision: string; kind: string }) =>
          notice.decision === begun.body.id && notice.kind === 'start-refused',
      );
    await council.wait('25h');
    await council.until(async () => expect(await refusals()).toHaveLength(1));
    expect(await read()).toMatchObject({ stage: 'draft', startsAt: null, missing: ['rationale'] });
    expect(await refusals()).toEqual([{ because: 'incomplete', refusedBy: 'PRO-2' }]);
    expect(await told()).toMatchObject([
      { owes: 'submission', words: expect.stringContaining('parts of it are missing') },
    ]);

    // What only the council's own state tells is checked too, as when an author submits.
    await carl.patch(path, { rationale: 'Because.', startsAt: await ahead(24) });
    expect((await read()).missing).toEqual([]);
    await council.wait('25h');
    await council.until(async () => expect(await refusals()).toHaveLength(2));
    expect((await refusals())[1]).toEqual({ because: 'unknown-member', refusedBy: 'PRO-2' });

    await carl.patch(path, { impact: content.impact, startsAt: await ahead(24) });
    await council.wait('25h');
    await council.until(async () => expect(await read()).toMatchObject({ stage: 'review', version: 1 }));
    expect((await carl.post(`${path}/withdrawal`)).status).toBe(200);
  });

  it('PRO-1 lies in the future, and before the draft would lapse; what waits complete is checked at once', async () => {
    const carl = await council.as('carl');
    const post = async (more: object) => carl.post('/v1/proposals', { ...content, ...more });
    for (const draft of [true, false]) {
      expect(await post({ draft, startsAt: await ahead(-1) })).toMatchObject({
        status: 422,
        body: { rule: 'PRO-1', facts: { path: '/startsAt' } },
      });
      expect(await post({ draft, startsAt: await ahead(30 * 24 + 1) })).toMatchObject({
        status: 422,
        body: { rule: 'PRO-1', facts: { path: '/startsAt' } },
      });
    }
    expect(await post({ startsAt: await ahead(1), rationale: undefined })).toMatchObject({
      status: 422,
      body: { rule: 'PRO-2', facts: { missing: ['rationale'] } },
    });
    const story = await propose(council, 'carl', { startsAt: await ahead(30 * 24 - 1) });
    for (const startsAt of [await ahead(-1), await ahead(30 * 24 + 1)])
      expect(await carl.patch(`/v1/proposals/${story.id}`, { startsAt })).toMatchObject({
        status: 422,
        body: { rule: 'PRO-1', facts: { path: '/startsAt' } },
      });
    expect(await story.read()).toMatchObject({ stage: 'draft' });
    expect(await kinds(story)).toEqual(['drafted']);
    await story.post('carl', '/withdrawal');
  });

  it('PRO-1 MEM-8 of one who has departed since comes to nothing', async () => {
    const story = await propose(council, 'dora', { startsAt: await ahead(5) });
    await setStatus(council.db, council.clock, { id: 'dora', status: 'departed', by: 'dora' });
    await council.wait('6h');
    await council.until(async () => expect(await kinds(story)).toEqual(['drafted', 'start-refused']));
    expect(await story.read()).toMatchObject({ stage: 'draft', submittedAt: null });
  });
});
