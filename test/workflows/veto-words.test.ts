/** What is said of vetoes: it stands in the timeline alone, however many say it at whatever length (VET-1, VET-2). */
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Council, openCouncil } from '../support/council.ts';
import type { Json } from '../support/http.ts';
import { person } from '../support/people.ts';
import { allProveThemselves } from '../support/proof.ts';
import { propose, storyOf } from '../support/story.ts';

describe('many who object at length', () => {
  const many = Array.from({ length: 14 }, (_, place) => `m${String(place).padStart(2, '0')}`);
  let council: Council;
  beforeAll(async () => {
    council = await openCouncil({ members: many.map((id) => person(id)) });
  });
  afterEach(() => allProveThemselves(council));
  afterAll(() => council.close());

  it('VET-1 VET-2 leave their words in the timeline: the state has none, the page has them, and the question a share of each', async () => {
    const [author = '', contesting = '', ...objecting] = many;
    const story = await propose(council, author);
    const matters = ['time', 'memory', 'relationships', 'learning', 'consumption', 'works'];
    const words = (member: string, matter: string) => `${member} ${matter} `.padEnd(5_000, 'x');
    for (const member of objecting) {
      const raised = matters.map((matter) => ({ matter, reason: words(member, matter) }));
      const { status, body } = await story.post(member, '/objection', { matters: raised });
      expect(status, JSON.stringify(body).slice(0, 200)).toBe(200);
    }
    const ours = 'Ours. '.padEnd(5_000, 'y');
    const contested = await story.post(contesting, '/objection/contest', { reason: ours, vetoes: 'all' });
    expect(contested.status).toBe(200);
    expect(contested.body.vetoes).toHaveLength(72);
    expect(contested.body.vetoes.at(-1)).toMatchObject({
      number: 72,
      by: 'm13',
      matter: 'personal.works',
      reason: words('m13', 'works'),
      contest: { by: contesting, reason: ours },
    });
    const { state } = await council.db
      .selectFrom('proposals')
      .select('state')
      .where('id', '=', story.id)
      .executeTakeFirstOrThrow();
    const written = JSON.stringify(state);
    expect(written).not.toContain('xxx');
    expect(written.length).toBeLessThan(25_000);
    await council.wait('73h');
    const isQuestion = ({ relation }: Json) => relation === 'questioned-by';
    await vi.waitFor(async () => expect((await story.read()).links.some(isQuestion)).toBe(true));
    const { id } = (await story.read()).links.find(isQuestion);
    const question = storyOf(council, id, author);
    await vi.waitFor(async () => expect(await question.read()).toHaveProperty('stage'), { timeout: 10_000 });
    const { rationale } = await question.read();
    expect(rationale.length).toBeLessThanOrEqual(20_000);
    expect(rationale).toContain('72. m13 on personal.works: m13 works xxx');
    expect(rationale).toContain(`${contesting} contests 1, 2, 3, `);
    expect((await story.timeline()).filter(({ kind }) => kind === 'contested')).toMatchObject([
      { facts: { by: contesting, reason: ours, vetoes: expect.arrayContaining([1, 72]) } },
    ]);
    await story.post(author, '/withdrawal');
  });
});
