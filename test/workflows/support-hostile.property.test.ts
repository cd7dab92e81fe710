/** Whoever tries whatever in support, in any order and at any time: nothing is bent, nobody else learns of it, and it is deleted (SUP-1 to SUP-4). */
import fc from 'fast-check';
import type { GeneralJWE } from 'jose';
import { sql } from 'kysely';
import { afterEach, expect, it } from 'vitest';
import { type Council, openCouncil } from '../support/council.ts';
import { attempt } from '../support/hostile.ts';
import type { Json } from '../support/http.ts';
import { patience, runs } from '../support/runs.ts';
import { ask, type Keys, readyToSupport, sealFor, supportCouncil } from '../support/support.ts';

/** Dora, emil and fay are supporters on duty, anna is the guardian, gus the contact; ben, hal and kit have no part in it. */
const ids = [...supportCouncil.map(({ id }) => id), 'zoe'];
const outside = ['ben', 'hal', 'kit'];
const someone = fc.constantFrom(...ids, 'carl', 'dora', 'emil', 'fay', 'anna', 'dora', 'carl');

/** Whom a body is sealed for, by the name of it: it is chosen whatever act it goes with. */
const sealings: Readonly<Record<string, readonly string[]>> = {
  withDora: ['carl', 'dora'],
  withEmil: ['carl', 'emil'],
  withFay: ['carl', 'fay'],
  ground: ['carl', 'gus', 'anna', 'emil', 'fay', 'dora'],
  narrow: ['carl', 'gus', 'anna'],
  wide: ['carl', 'dora', 'hal'],
};
const sealing = fc.constantFrom(...Object.keys(sealings), 'open');

interface Act {
  readonly end: string;
  readonly body: (sealed: (name: string) => unknown) => object;
}

const nothing: Act['body'] = () => ({});
const plain = (end: string): fc.Arbitrary<Act> => fc.constant({ end, body: nothing });
const acts: fc.Arbitrary<Act> = fc.oneof(
  ...[plain('/consent'), plain('/end')],
  { weight: 3, arbitrary: plain('/taking') },
  {
    weight: 2,
    arbitrary: someone.map((who) => ({ end: '/decline', body: () => ({ who }) })),
  },
  {
    weight: 3,
    arbitrary: sealing.map((name): Act => ({
      end: '/messages',
      body: (sealed) => ({ words: sealed(name) }),
    })),
  },
  {
    weight: 5,
    arbitrary: fc
      .record({ name: sealing, contact: fc.constantFrom('gus', 'gus', 'anna', 'carl', 'zoe') })
      .map(({ name, contact }) => ({
        end: '/danger',
        body: (sealed: (name: string) => unknown) => ({ ground: sealed(name), contact }),
      })),
  },
  { weight: 3, arbitrary: plain('/danger/second') },
  {
    weight: 3,
    arbitrary: fc.record({ name: sealing, proper: fc.boolean() }).map(({ name, proper }) => ({
      end: '/danger/review',
      body: (sealed: (name: string) => unknown) => ({ reason: sealed(name), proper }),
    })),
  },
);

const step = fc.oneof(
  { weight: 10, arbitrary: fc.record({ kind: fc.constant('act' as const), member: someone, act: acts }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('duty' as const), member: someone, on: fc.boolean() }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('wait' as const),
      minutes: fc.constantFrom(1, 14, 16, 31, 4_321),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

/** What no row may ever say. */
const bent: Readonly<Record<string, ReturnType<typeof sql>>> = {
  'somebody who was not chosen, or is out, in the room': sql`
    select id from supports where state ->> 'supporter' is not null and (
      not state -> 'offered' ? (state ->> 'supporter') or state -> 'out' ? (state ->> 'supporter'))`,
  'somebody who is asked out of turn, or though they are out': sql`
    select s.id from supports s, jsonb_array_elements_text(s.state -> 'asked') a
    where s.state -> 'out' ? a or not s.state -> 'offered' ? a`,
  'a danger that its supporter seconded, or whom it is for': sql`
    select id from supports where state #>> '{danger,secondedBy}' in (state #>> '{danger,by}', person, 'anna')`,
  'a danger told before its time': sql`
    select id from supports where state #>> '{danger,toldAt}' < state #>> '{danger,until}'
      and state #>> '{danger,secondedBy}' is null`,
  'a danger told late': sql`select id from supports where state #>> '{danger,toldAt}' > state #>> '{danger,until}'`,
  'a review of what was not told, or that came late': sql`
    select id from supports where state #>> '{danger,review}' is not null and (
      state #>> '{danger,toldAt}' is null
      or state #>> '{danger,reviewedAt}' > state #>> '{danger,reviewUntil}')`,
  'words that somebody can open who has no part in it': sql`
    select id from support_bodies where readers && array['ben', 'hal', 'kit', 'zoe']`,
  'a supporter whose role ended otherwise than by an improper danger': sql`
    select m.id from members m where m.id in ('dora', 'emil', 'fay') and not 'supporter' = any (m.roles)
      and not exists (select from support_counts where what = 'improper')`,
  'an entry, an event or a notice': sql`
    select decision from timeline union select decision from events
    union select decision from notices where process not in ('keys', 'status')`,
};

let council: Council | undefined;
afterEach(async () => {
  await council?.close();
  council = undefined;
});

async function plays(steps: readonly Step[], forAnother: boolean): Promise<void> {
  await council?.close();
  const opened = (council = await openCouncil({ members: supportCouncil }));
  const keys: Keys = await readyToSupport(opened);
  const bodies: Record<string, GeneralJWE> = {};
  for (const [name, members] of Object.entries(sealings)) bodies[name] = await sealFor(keys, name, members);
  const sealed = (name: string): unknown => bodies[name] ?? 'I say it openly.';
  const answer = await ask(opened, keys, forAnother ? { by: 'gus', person: 'carl' } : {});
  const path = `/v1/support/${answer.body.id}`;
  for (const one of steps) {
    if (one.kind === 'wait') await opened.wait(`${one.minutes}m`);
    else if (one.kind === 'duty')
      await attempt(opened, {
        member: one.member,
        method: 'put',
        path: '/v1/support/duty',
        body: { on: one.on },
      });
    else {
      const { end, body } = one.act;
      const tried = {
        member: one.member,
        method: 'post',
        path: `${path}${end}`,
        body: body(sealed),
      } as const;
      const { status } = await attempt(opened, tried);
      if (outside.includes(one.member)) expect([401, 403, 404, 422]).toContain(status);
      if (status < 400 && end === '/danger/review') expect(one.member).toBe('anna');
      if (status < 400 && end === '/consent') expect(one.member).toBe('carl');
    }
    for (const [what, question] of Object.entries(bent))
      expect((await question.execute(opened.db)).rows, what).toEqual([]);
    for (const member of outside) expect((await (await opened.as(member)).get(path)).status).toBe(404);
    await contactKnowsNothingEarly(opened, path, forAnother);
  }
  // Whatever was tried, nothing of it is left some time after the last word.
  for (let days = 0; days < 70; days += 31) await opened.wait('31 days');
  await opened.until(async () =>
    expect(await opened.db.selectFrom('supports').selectAll().execute()).toEqual([]),
  );
  expect(await opened.db.selectFrom('support_bodies').selectAll().execute()).toEqual([]);
}

/** The contact sees a danger once it is told, and nothing of the room. */
async function contactKnowsNothingEarly({ as }: Council, path: string, asked: boolean): Promise<void> {
  const { status, body }: { status: number; body: Json } = await (await as('gus')).get(path);
  if (status !== 200) return;
  if (body.danger !== null) expect(body.danger.toldAt).not.toBe(null);
  if (body.room !== null) expect([asked, body.room.stage]).toEqual([true, 'consent']);
}

it(
  'AUT-1 SUP-1 SUP-2 SUP-3 SUP-4 in support nothing is bent, nobody else learns of it, and nothing of it is left',
  { timeout: 2 * patience },
  async () => {
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 24 }), fc.boolean(), plays), {
      ...runs(2),
      endOnFailure: true,
    });
  },
);
