/** Nobody waits for another's flood: each member has a share of what is under way, and whatever comes beyond it comes again. */
import { fc, test } from '@fast-check/vitest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isProblemError } from '../../api/problems/problem.ts';
import { createShares } from '../../api/http/shares.ts';
import { type Council, openCouncil } from '../support/council.ts';
import { content } from '../support/story.ts';

/** Acts that end when they are told to. */
function acts() {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  return {
    begun,
    act: (name: string) => () =>
      new Promise<string>((resolve) => {
        begun.push(name);
        ends.set(name, () => resolve(name));
      }),
    end: async (name: string) => {
      ends.get(name)?.();
      await settled();
    },
  };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

const refusal = async (act: Promise<unknown>): Promise<unknown> =>
  act.then(
    () => 'was done',
    (error: unknown) => (isProblemError(error) ? error.problem : error),
  );

describe('the share of a member', () => {
  it('AUT-1 does so many acts at once, lets so many wait in turn, and refuses the next', async () => {
    const shares = createShares({ underWay: 2, waiting: 1 });
    const { begun, act, end } = acts();
    const done = ['one', 'two', 'three'].map((name) => shares('opus', act(name)));
    await settled();
    expect(begun).toEqual(['one', 'two']);
    expect(await refusal(shares('opus', act('four')))).toEqual({
      code: 'too-many-requests',
      rule: null,
      facts: { underWay: 2, waiting: 1 },
      headers: { 'Retry-After': '1' },
    });
    await end('two');
    expect(begun).toEqual(['one', 'two', 'three']);
    const five = shares('opus', act('five'));
    for (const name of ['one', 'three', 'five']) await end(name);
    expect(await Promise.all([...done, five])).toEqual(['one', 'two', 'three', 'five']);
    expect(begun).not.toContain('four');
  });

  it('AUT-1 is nobody else’s', async () => {
    const shares = createShares({ underWay: 1, waiting: 0 });
    const { begun, act, end } = acts();
    const own = shares('opus', act('own'));
    const other = shares('mira', act('other'));
    await settled();
    expect(begun).toEqual(['own', 'other']);
    await end('own');
    await end('other');
    expect(await Promise.all([own, other])).toEqual(['own', 'other']);
  });

  it('AUT-1 is free again after an act that failed', async () => {
    const shares = createShares({ underWay: 1, waiting: 0 });
    const failing = () => Promise.reject(new Error('away'));
    await expect(shares('opus', failing)).rejects.toThrow('away');
    await expect(shares('opus', async () => 'done')).resolves.toBe('done');
  });

  test.prop([fc.array(fc.tuple(fc.constantFrom('opus', 'mira'), fc.boolean()), { maxLength: 40 })])(
    'AUT-1 is never exceeded and never lost, whoever acts and whatever ends when',
    async (steps) => {
      const shares = createShares({ underWay: 2, waiting: 2 });
      const open = { opus: [] as (() => void)[], mira: [] as (() => void)[] };
      const taken = { opus: 0, mira: 0 };
      const asked: Promise<unknown>[] = [];
      for (const [member, begins] of steps) {
        if (begins) {
          const isFull = taken[member] === 4;
          if (!isFull) taken[member] += 1;
          const act = () => new Promise<void>((resolve) => open[member].push(resolve));
          const answer = refusal(shares(member, act));
          if (isFull) expect(await answer).toMatchObject({ code: 'too-many-requests' });
          else asked.push(answer);
        } else if (open[member].length > 0) {
          open[member].shift()?.();
          taken[member] -= 1;
        }
        await settled();
        for (const one of ['opus', 'mira'] as const) expect(open[one].length).toBe(Math.min(taken[one], 2));
      }
      while (open.opus.length + open.mira.length > 0) {
        open.opus.shift()?.();
        open.mira.shift()?.();
        await settled();
      }
      expect(await Promise.all(asked)).toEqual(asked.map(() => 'was done'));
    },
  );
});

describe('a council in which one member floods', () => {
  let council: Council;
  beforeAll(async () => {
    council = await openCouncil();
  });
  afterAll(() => council.close());

  it('PRO-2 takes another’s submission promptly, and tells the one who floods when to come again', async () => {
    const [anna, ben] = [await council.as('anna'), await council.as('ben')];
    let answered = 0;
    const flood = Array.from({ length: 40 }, async () => {
      const answer = await anna.post('/v1/proposals', content);
      if (answer.status === 201) answered += 1;
      return answer;
    });
    const submission = await ben.post('/v1/proposals', content);
    const before = answered;
    expect(submission.status).toBe(201);
    expect(before).toBeLessThan(12);
    const answers = await Promise.all(flood);
    const refused = answers.filter(({ status }) => status === 429);
    expect(answers.length - refused.length).toBe(answered);
    expect(answered).toBeGreaterThanOrEqual(20);
    expect(refused.length).toBeGreaterThan(0);
    for (const { headers, body } of refused) {
      expect(headers.get('retry-after')).toBe('1');
      expect(body).toMatchObject({
        type: '/problems/too-many-requests',
        facts: { underWay: 4, waiting: 16 },
      });
    }
    // Reading is no act: it waits for nobody's turn.
    expect((await anna.get('/v1/proposals')).status).toBe(200);
  });
});
