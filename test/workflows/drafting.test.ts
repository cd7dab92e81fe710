/** Drafts, withdrawal and amendments: what the author may do, and until when. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Council, openCouncil } from '../support/council.ts';
import { moved } from '../ledger/forgery.ts';
import { foundOfLie } from '../support/proof.ts';
import { propose, type Story } from '../support/story.ts';

let council: Council;
beforeAll(async () => {
  council = await openCouncil();
});
afterAll(() => council.close());

describe('a draft', () => {
  it('PRO-1 AUT-2 is seen, edited and withdrawn by its author only', async () => {
    const story = await propose(council, 'carl', { draft: true });
    expect(await story.stage()).toBe('draft');
    expect((await story.get('', 'dora')).status).toBe(404);
    expect((await story.post('dora', '/submission')).status).toBe(404);
    expect((await (await council.as('dora')).get('/v1/proposals?stage=draft')).body.items).toEqual([]);
    const dora = await council.as('dora');
    expect((await dora.patch(`/v1/proposals/${story.id}`, { title: 'Mine' })).status).toBe(404);
    const edited = await (await council.as('carl')).patch(`/v1/proposals/${story.id}`, { title: 'Better' });
    expect(edited.body).toMatchObject({ title: 'Better', stage: 'draft' });
    expect((await story.post('carl', '/withdrawal')).status).toBe(200);
    expect(await story.read()).toMatchObject({ stage: 'ended', outcome: 'withdrawn' });
    expect((await story.get('', 'dora')).status).toBe(404);
    expect((await council.anyone.get(`/v1/proposals/${story.id}/record`)).status).toBe(404);
  });

  it('PRO-1 lapses 30 days after the last edit', async () => {
    const story = await propose(council, 'carl', { draft: true });
    await council.wait('29 days');
    await (await council.as('carl')).patch(`/v1/proposals/${story.id}`, { title: 'Still at it' });
    await council.wait('29 days');
    expect(await story.stage()).toBe('draft');
    await council.wait('1 day');
    expect(await story.read()).toMatchObject({ stage: 'ended', outcome: 'lapsed' });
  });

  it('PRO-2 names everything that is missing at once, and can be completed', async () => {
    const answer = await (
      await council.as('carl')
    ).post('/v1/proposals', {
      category: 'operations',
      title: 'Only a title',
      draft: true,
    });
    expect(answer.status).toBe(201);
    const path = `/v1/proposals/${answer.body.id}`;
    const carl = await council.as('carl');
    const refused = await carl.post(`${path}/submission`);
    expect(refused.body).toMatchObject({
      status: 422,
      rule: 'PRO-2',
      facts: { missing: ['text', 'rationale', 'impact', 'alternatives', 'action'] },
    });
    await carl.patch(path, {
      text: 'The text',
      rationale: 'Why',
      impact: { affected: ['anna'], statement: 'Hers' },
      alternatives: [{ title: 'Other', text: 'Otherwise' }],
      action: { type: 'none' },
    });
    const submitted = await carl.post(`${path}/submission`);
    expect(submitted.body).toMatchObject({ stage: 'review', electorate: { size: 5, quorum: 4 }, version: 1 });
    expect((await carl.post(`${path}/submission`)).body).toMatchObject({
      status: 409,
      facts: { stage: 'review' },
    });
  });
});

describe('withdrawal', () => {
  it('PRO-6 ends the proposal in review and in discussion, for its author only', async () => {
    const reviewed = await propose(council, 'carl');
    expect((await reviewed.post('dora', '/withdrawal')).body).toMatchObject({ status: 403, rule: 'PRO-6' });
    expect((await reviewed.post('carl', '/withdrawal')).body).toMatchObject({
      outcome: 'withdrawn',
      stage: 'ended',
    });
    const discussed = await propose(council, 'carl');
    await council.wait('80h');
    await discussed.positions({ anna: 'agree' });
    await discussed.rank('anna', ['proposal'], ['status-quo']);
    expect((await discussed.post('carl', '/withdrawal')).status).toBe(200);
    expect((await discussed.position('ben', 'agree')).status).toBe(409);
    const record = (await discussed.get('/record')).body;
    expect(record).toMatchObject({ outcome: 'withdrawn', evidence: { positions: { count: 1 } } });
    // Nobody judged the round, and its map stands as it stood.
    expect((await discussed.get('/preferences')).body.rounds).toMatchObject([
      { round: 1, closed: true, firstChoices: { proposal: 1 }, condorcetWinner: 'proposal' },
    ]);
  });

  it('PRO-10 a second withdrawal changes nothing', async () => {
    const story = await propose(council, 'carl');
    await story.post('carl', '/withdrawal');
    const before = await story.timeline();
    expect((await story.post('carl', '/withdrawal')).body).toMatchObject({
      status: 409,
      facts: { stage: 'ended' },
    });
    expect(await story.timeline()).toEqual(before);
  });
});

describe('a correction', () => {
  const put = async (story: Story, title: string) =>
    (await story.post('carl', '/amendments', { title })).body;

  it('PRO-6 restarts the review and is none of the five: three at most, in the first hour, the fourth is an amendment', async () => {
    const story = await propose(council, 'carl');
    await council.wait('50m');
    for (const made of [1, 2, 3])
      expect(await put(story, `Title ${made}`)).toMatchObject({
        version: made + 1,
        corrections: { made, most: 3 },
        amendments: { made: 0, most: 5 },
      });
    expect(await put(story, 'Title 4')).toMatchObject({
      version: 5,
      corrections: { made: 3 },
      amendments: { made: 1 },
      stage: 'review',
    });
    const kinds = (await story.timeline()).map(({ kind }) => kind);
    expect(kinds.filter((kind) => ['corrected', 'amended'].includes(kind))).toEqual([
      ...['corrected', 'corrected', 'corrected', 'amended'],
    ]);
    await council.wait('4319m');
    expect(await story.stage()).toBe('review');
    await council.wait('2m');
    expect(await story.stage()).toBe('discussion');
  });

  it('PRO-6 is none once the hour is over, nor once anybody else has said anything', async () => {
    const late = await propose(council, 'carl');
    await council.wait('61m');
    expect(await put(late, 'Late')).toMatchObject({ corrections: { made: 0 }, amendments: { made: 1 } });
    const objected = await propose(council, 'carl');
    await objected.post('ben', '/objection', { matter: 'time', reason: 'My Thursdays.' });
    expect(await put(objected, 'Hm')).toMatchObject({ corrections: { made: 0 }, amendments: { made: 1 } });
    const stated = await propose(council, 'carl');
    // The author's own words are no answer.
    await stated.post('carl', '/statements', { text: 'I wonder.' });
    expect(await put(stated, 'One')).toMatchObject({ corrections: { made: 1 }, amendments: { made: 0 } });
    await stated.post('ben', '/statements', { text: 'Well.' });
    // From then on no correction is looked for any more.
    expect(await put(stated, 'Two')).toMatchObject({
      corrections: { made: 1, until: null },
      amendments: { made: 1 },
    });
    await stated.post('carl', '/withdrawal');
    await liesAbout(stated);
  });

  /** REC-1: what was a correction follows from charter, instants and what others had said. */
  async function liesAbout({ id }: Story): Promise<void> {
    const lies: [Parameters<typeof foundOfLie>[2], string][] = [
      [
        ({ record }) => (record.versions[2]!.correction = true),
        'record /versions/2/correction is true, but false',
      ],
      [({ record }) => (record.versions[0]!.correction = true), 'but it was put at another time (PRO-6)'],
      [
        ({ record }) => (record.rules.charter.amendments.corrections = null),
        'record /versions have 1 corrections, but the charter allows 0 (PRO-6)',
      ],
      [
        ({ record }) => (record.rules.charter.amendments.most = 0),
        'record /versions have 1 amendments, but the charter allows 0 (PRO-6)',
      ],
      [
        ({ evidence }) => {
          const [own] = evidence.statements;
          Object.assign(own!, { member: 'dora', at: moved(own!.at, -120_000) });
        },
        'record /versions/1/correction is true, but somebody had answered (PRO-6)',
      ],
      [
        ({ record }) => (record.submittedAt = moved(record.versions[1]!.at, -3_600_000)),
        'record /versions/1/correction is true, but it was put at another time (PRO-6)',
      ],
    ];
    for (const [lie, sentence] of lies) expect(await foundOfLie(council, id, lie)).toContain(sentence);
  }
});

describe('an amendment', () => {
  it('PRO-6 PRO-3 in review takes effect at once and restarts the 72 hours', async () => {
    const story = await propose(council, 'carl');
    await council.wait('70h');
    const answer = await story.post('carl', '/amendments', { title: 'A second day, on trial' });
    expect(answer.body).toMatchObject({ version: 2, title: 'A second day, on trial', stage: 'review' });
    await council.wait('70h');
    expect(await story.stage()).toBe('review');
    await council.wait('2h');
    expect(await story.read()).toMatchObject({ stage: 'discussion', round: 1, version: 2 });
  });

  it('PRO-6 in a round takes effect at its end, and a review comes before the next round', async () => {
    const story = await propose(council, 'carl');
    await council.wait('73h');
    const put = await story.post('carl', '/amendments', { text: 'Thursdays, for a year.' });
    expect(put.body).toMatchObject({ version: 1, pendingVersion: 2, stage: 'discussion' });
    await story.positions({ anna: 'agree', ben: 'agree', carl: 'agree', dora: 'agree', emil: 'agree' });
    await story.reaches('review');
    expect(await story.read()).toMatchObject({ stage: 'review', version: 2, text: 'Thursdays, for a year.' });
    await council.wait('72h');
    expect(await story.read()).toMatchObject({ stage: 'discussion', round: 2, version: 2 });
    const stale = await (
      await council.as('anna')
    ).put(`/v1/proposals/${story.id}/position`, {
      position: 'agree',
      version: 1,
    });
    expect(stale.body).toMatchObject({ status: 409, rule: 'PRO-6', facts: { answered: 1, inForce: 2 } });
    const versions = (await story.get('/record')).status;
    expect(versions).toBe(404);
  });

  it('PRO-6 is refused in the last round, to others, and after the fifth', async () => {
    const story = await propose(council, 'carl');
    await story.post('dora', '/statements', { text: 'Which title?' });
    for (let made = 1; made <= 5; made += 1)
      expect((await story.post('carl', '/amendments', { title: `Title ${made}` })).status).toBe(200);
    expect((await story.post('carl', '/amendments', { title: 'Title 6' })).body).toMatchObject({
      status: 409,
      rule: 'PRO-6',
      facts: { most: 5 },
    });
    const other = await propose(council, 'carl');
    expect((await other.post('dora', '/amendments', { title: 'Hers' })).body).toMatchObject({ status: 403 });
    await council.wait('121h');
    expect(await other.read()).toMatchObject({ stage: 'discussion', round: 3 });
    expect((await other.post('carl', '/amendments', { title: 'Late' })).body).toMatchObject({
      status: 409,
      facts: { lastRound: true },
    });
  });

  it('PRO-6 TIE-5 cannot leave the text incomplete, change the category or carry another action', async () => {
    const story = await propose(council, 'carl');
    expect((await story.post('carl', '/amendments', { alternatives: [] })).body).toMatchObject({
      status: 422,
      rule: 'PRO-2',
    });
    expect((await story.post('carl', '/amendments', { category: 'resources' })).status).toBe(422);
    const permanent = { type: 'allocation.grant', resource: 'hall', amount: 1, to: 'dora', permanent: true };
    expect((await story.post('carl', '/amendments', { action: permanent })).body).toMatchObject({
      status: 422,
      rule: 'TIE-5',
    });
    expect(await story.read()).toMatchObject({ version: 1, amendments: { made: 0, most: 5 } });
  });
});
