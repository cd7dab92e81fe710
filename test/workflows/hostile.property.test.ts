/** Whoever tries whatever, in any order and at any time, in each kind of process: nothing is bent, and it ends (AUT-1, GUA-2, MEM-5, PRO-9, PRO-10). */
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { type Council, openCouncil } from '../support/council.ts';
import { beside, besideSubmitted, brings, dated, drafts } from '../support/hostile-texts.ts';
import { attempt, endsBySilence } from '../support/hostile.ts';
import { patch, post, put, reason, type Request } from '../support/hostile-acts.ts';
import { alarming, onAlarms } from '../support/hostile-alarms.ts';
import { nodeVetoing, onNodeVetoes } from '../support/hostile-node-vetoes.ts';
import { onRepairs, repairing } from '../support/hostile-repairs.ts';
import { begunRestoring, onRestorative, restoring } from '../support/hostile-restorative.ts';
import type { Json } from '../support/http.ts';
import { five, person } from '../support/people.ts';
import { allProveThemselves } from '../support/proof.ts';
import { patience, runs } from '../support/runs.ts';
import { content } from '../support/story.ts';

const families = [
  { id: 'ash', name: 'Ash' },
  { id: 'birch', name: 'Birch' },
];

/** Anna is the guardian, ben registrar and operator, fay leads; kim is a child, and nobody knows zoe. */
const members = [
  ...five.map((member) => ({
    ...member,
    family: member.id === 'carl' || member.id === 'dora' ? 'ash' : member.id === 'emil' ? 'birch' : null,
  })),
  person('fay', { roles: ['leadership'], family: 'birch' }),
  person('gus', { roles: ['resource-steward', 'duty', 'facilitator'], family: 'ash' }),
  person('kim', { family: 'ash', bornAt: '2021-06-01T00:00:00.000Z' }),
];
const ids = [...members.map(({ id }) => id), 'zoe'];

const someone = fc.constantFrom(...ids);
const status = fc.constantFrom('active', 'active', 'offline', 'departed');

const ballot = fc.record({ choice: fc.constantFrom('for', 'against', 'abstain') });
const matter = fc.constantFrom('personal.time', 'time', 'family', 'personal.works', 'nothing');
const principle = fc.constantFrom('autonomy', 'exit', 'nothing');
const given = fc.constant({ reason });

const onProposals: fc.Arbitrary<Request> = fc.oneof(
  ...[post('/withdrawal'), post('/amendments', fc.constant({ title: 'Another title' }))],
  ...[post('/amendments', besideSubmitted), post('/amendments', beside), post('/submission')],
  { weight: 2, arbitrary: patch('', beside) },
  ...[post('/statements', fc.constant({ text: reason })), post('/escalation'), post('/call-backs')],
  { weight: 4, arbitrary: put('/ballot', ballot) },
  {
    weight: 4,
    arbitrary: put(
      '/position',
      fc.record({ position: fc.constantFrom('agree', 'block'), reason: fc.constant(reason) }),
    ),
  },
  put('/preferences', fc.constantFrom({ ranking: [['proposal']] }, { ranking: [['nothing']] })),
  post('/endorsements', fc.constantFrom({}, { withdraw: true })),
  post('/interests', fc.constantFrom({ interests: 'none' }, { interests: 'My sister.' })),
  post('/disclosures', fc.constantFrom({ interests: 'none' }, { interests: 'My sister.' })),
  post('/consents', fc.record({ consent: fc.boolean() })),
  post('/attestations', fc.constant({ resources: true })),
  post('/hearing', fc.constantFrom({ decline: true }, { text: reason })),
  post('/representative', fc.record({ member: someone })),
  post('/objection', fc.record({ matter, reason: fc.constant(reason) })),
  post('/objection/contest', given),
  post('/veto', fc.record({ matter, reason: fc.constant(reason) })),
  post('/veto/contest', given),
  post('/opt-outs', given),
  post(
    '/category-requests',
    fc.oneof(
      fc.record({
        category: fc.constantFrom('justice', 'justice', 'operations', 'nothing'),
        punishes: fc.constantFrom('dora', 'dora', 'emil', 'zoe'),
        reason: fc.constant(reason),
      }),
      fc.constant({ withdraw: true }),
    ),
  ),
  post('/no-punishment', fc.constantFrom({}, { reason }, { version: 2 })),
  post('/approval', fc.record({ approve: fc.boolean(), reason: fc.constant(reason) })),
  post('/resolution', fc.record({ adopt: fc.boolean(), reason: fc.constant(reason) })),
  post('/appeal', fc.record({ principle, reason: fc.constant(reason) })),
  post('/task', fc.constant({ evidence: reason })),
  ...[post('/retry'), post('/interruption', given)],
);

const onEmergencies: fc.Arbitrary<Request> = fc.oneof(
  ...[post('/report', fc.constant({ text: reason })), post('/justification', fc.constant({ text: reason }))],
  { weight: 2, arbitrary: post('/override-calls', given) },
  { weight: 2, arbitrary: post('/ratification-calls', given) },
  { weight: 4, arbitrary: put('/polls/override/ballot', ballot) },
  { weight: 4, arbitrary: put('/polls/ratification/ballot', ballot) },
  ...[post('/task', fc.constant({ evidence: reason })), post('/retry'), post('/interruption', given)],
);

/** Whose word it may be, in a conflict. */
const party = fc.constantFrom('emil', 'emil', 'fay', 'carl', 'zoe');

const onConflicts: fc.Arbitrary<Request> = fc.oneof(
  ...[post('/terms', fc.constant({ text: reason })), post('/impasse')],
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 3 }).chain((n) => post(`/terms/${n}/acceptance`)) },
  ...[post('/messages', fc.constant({ text: reason })), post('/withdrawal')],
  { weight: 2, arbitrary: post('/no-party', given) },
  {
    weight: 3,
    arbitrary: post('/no-party/contest', fc.record({ member: party, reason: fc.constant(reason) })),
  },
  {
    weight: 2,
    arbitrary: post(
      '/no-party/ruling',
      fc.record({ member: party, party: fc.boolean(), reason: fc.constant(reason) }),
    ),
  },
  { weight: 3, arbitrary: post('/remedies', fc.constant({ text: reason })) },
  {
    weight: 2,
    arbitrary: put('/preferences', fc.constantFrom({ ranking: [['remedy-1']] }, { ranking: [['remedy-2']] })),
  },
  { weight: 3, arbitrary: put('/ballot', ballot) },
  post('/resolution', fc.constantFrom({ remedy: 'remedy-1', reason }, { remedy: 'nothing', reason })),
  post('/appeal', fc.record({ principle, reason: fc.constant(reason) })),
  post('/interruption', given),
);

const onAppeals: fc.Arbitrary<Request> = fc.oneof(
  {
    weight: 3,
    arbitrary: post(
      '/ruling',
      fc.record({ ruling: fc.constantFrom('uphold', 'overturn', 'remand'), reason: fc.constant(reason) }),
    ),
  },
  post('/interruption', given),
);

const onFamilies: fc.Arbitrary<Request> = fc.oneof(
  { weight: 4, arbitrary: post('/acceptance', fc.record({ accept: fc.boolean() })) },
  post('/leaving', fc.oneof(fc.constant({}), fc.record({ member: someone }))),
  post('/interruption', given),
);

/** Whose acts these are alone, by the end of their routes: of who opened the process, or of an office. */
const owners: Readonly<Record<string, (opener: string) => readonly string[]>> = {
  '/withdrawal': (opener) => [opener],
  '/amendments': (opener) => [opener],
  '/submission': (opener) => [opener],
  '': (opener) => [opener],
  '/report': (opener) => [opener],
  '/justification': (opener) => [opener],
  '/approval': () => ['anna'],
  '/resolution': () => ['anna'],
  '/no-party': () => ['emil', 'fay'],
  '/no-party/contest': () => ['carl', 'emil', 'fay'],
  '/no-party/ruling': () => ['anna'],
  '/ruling': () => ['anna'],
  '/acceptance': () => ['anna', 'ben'],
  '/terms/acceptance': () => ['carl', 'emil', 'gus'],
  '/obligations/1/done': () => ['emil'],
  '/obligations/1/confirmation': () => ['carl'],
  '/obligations/1/verification': () => ['gus'],
  '/obligations/1/release': () => ['carl'],
  '/veto': () => ['carl', 'dora', 'gus', 'kim', 'anna'],
  '/retry': () => ['ben'],
  '/interruption': () => ['ben'],
};

/** What somebody does in a step: an act on the process, something about a member, or nothing while time passes. */
const step = (acts: fc.Arbitrary<Request>) =>
  fc.oneof(
    { weight: 10, arbitrary: fc.record({ kind: fc.constant('act' as const), member: someone, act: acts }) },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('status' as const), member: someone, whose: someone, status }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('delegation' as const), member: someone, to: someone }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('grant' as const), member: someone, to: someone }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('beside' as const),
        member: someone,
        tried: fc.oneof({ weight: 2, arbitrary: brings }, drafts),
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({ kind: fc.constant('wait' as const), hours: fc.constantFrom(1, 23, 24, 49, 73) }),
    },
  );
type Step = ReturnType<typeof step> extends fc.Arbitrary<infer Value> ? Value : never;

// A council for each run, in which no time passes once its process has ended: what that opened may outlive it, and the
// time-skipping server lets no more time pass once such a one has ended (docs/decisions/0010).
let council: Council | undefined;
afterEach(async () => {
  await council?.close();
  council = undefined;
});

/** Opens a council anew, lets the story begin, has everything tried, and waits for the end in silence. */
async function plays(
  begin: (opened: Council) => Promise<{ readonly path: string; readonly reader: string }>,
  steps: readonly Step[],
): Promise<void> {
  await council?.close();
  const opened = (council = await openCouncil({ members, families }));
  const { path, reader } = await begin(opened);
  for (const one of steps) {
    if (one.kind === 'wait') {
      if (!(await hasEnded(opened, path))) await opened.wait(`${one.hours}h`);
    } else if (one.kind === 'act') {
      const { method, end, body } = one.act;
      const { status: answered } = await attempt(opened, {
        member: one.member,
        method,
        body: dated(body, await opened.now()),
        path: `${path}${end}`,
      });
      const own = owners[end]?.(reader);
      if (answered < 400 && own !== undefined)
        expect(own, `${end} is not for ${one.member}`).toContain(one.member);
    } else if (one.kind === 'beside')
      await attempt(opened, {
        member: one.member,
        ...one.tried,
        body: dated(one.tried.body, await opened.now()),
      });
    else if (one.kind === 'grant')
      await attempt(opened, {
        member: one.member,
        method: 'post',
        path: '/v1/proposals',
        body: {
          ...content,
          category: 'personal.time',
          impact: { affected: [one.member], statement: 'Mine alone.' },
          action: { type: 'allocation.grant', resource: 'wakes', amount: 10, to: one.to, permanent: true },
        },
      });
    else if (one.kind === 'status')
      await attempt(opened, {
        member: one.member,
        method: 'put',
        path: `/v1/members/${one.whose}/status`,
        body: { status: one.status },
      });
    else
      await attempt(opened, {
        member: one.member,
        method: 'post',
        path: '/v1/delegations',
        body: {
          to: one.to,
          scope: { category: 'operations' },
          until: new Date(Date.parse(await opened.now()) + 30 * 86_400_000).toISOString(),
        },
      });
  }
  // Whoever reads may have departed meanwhile, or be in no room any more: somebody else's eyes do.
  const eyes = await eyesOf(opened, path, [reader, 'ben', 'anna', 'carl', 'dora', 'emil', 'gus', 'fay']);
  if (eyes !== undefined) expect(await endsBySilence(opened, eyes, path)).toEqual(expect.any(String));
  await allProveThemselves(opened);
}

/** Whether the process at this path has ended, as its row says. */
async function hasEnded({ db }: Council, path: string): Promise<boolean> {
  const id = path.slice(path.lastIndexOf('/') + 1);
  const proposals = db.selectFrom('proposals').select('stage').where('id', '=', id);
  const processes = db.selectFrom('processes').select('stage').where('id', '=', id);
  return (await proposals.unionAll(processes).executeTakeFirstOrThrow()).stage === 'ended';
}

/** The first of these who still reads it. */
async function eyesOf(
  opened: Council,
  path: string,
  readers: readonly string[],
): Promise<string | undefined> {
  for (const id of readers) if ((await (await opened.as(id)).get(path)).status === 200) return id;
  return undefined;
}

const steps = (acts: fc.Arbitrary<Request>) => fc.array(step(acts), { minLength: 8, maxLength: 24 });
const tries = { ...runs(1), endOnFailure: true };

describe('whatever anybody tries', { timeout: 2 * patience }, () => {
  const kinds = fc.constantFrom<object>(
    { category: 'operations' },
    { category: 'operations', draft: true, startsIn: 25 },
    { category: 'operations', draft: true },
    {
      category: 'operations',
      action: { type: 'task', assignee: 'dora', instructions: 'Sweep.', by: '2030-01-01T00:00:00.000Z' },
    },
    { category: 'leadership', action: { type: 'leadership.give', member: 'dora' } },
    {
      category: 'constitutional',
      action: { type: 'charter.amend', patch: [{ op: 'replace', path: '/drafts/lapse', value: '31 days' }] },
    },
    {
      category: 'justice',
      accused: 'emil',
      victims: ['gus'],
      impact: { affected: ['emil'], statement: 'He mends it.' },
    },
    { category: 'family.pooling', impact: { affected: ['carl', 'dora'], statement: 'One purse.' } },
  );

  it('AUT-1 MEM-5 PRO-9 PRO-10 GUA-2 in a proposal nothing is bent, and it ends', async () => {
    await fc.assert(
      fc.asyncProperty(
        kinds,
        fc.constantFrom('carl', 'dora'),
        steps(onProposals),
        async (kind, author, all) => {
          const begin = async (opened: Council) => {
            const body = dated({ ...content, ...kind }, await opened.now());
            const made = await (await opened.as(author)).post('/v1/proposals', body);
            expect(made.status, JSON.stringify(made.body)).toBe(201);
            return { path: `/v1/proposals/${made.body.id}`, reader: author };
          };
          await plays(begin, all);
        },
      ),
      tries,
    );
  });

  it('AUT-1 MEM-5 EMG-7 PRO-10 GUA-2 in an emergency nothing is bent, and it ends', async () => {
    const act = {
      what: 'The well was closed.',
      reason,
      action: { type: 'none' },
      reversal: { type: 'none' },
    };
    await fc.assert(
      fc.asyncProperty(steps(onEmergencies), async (all) => {
        const begin = async (opened: Council) => {
          const made = await (await opened.as('fay')).post('/v1/emergencies', act);
          expect(made.status, JSON.stringify(made.body)).toBe(201);
          return { path: `/v1/emergencies/${made.body.id}`, reader: 'fay' };
        };
        await plays(begin, all);
      }),
      tries,
    );
  });

  it('AUT-1 MEM-5 CNF-5 PRO-10 GUA-2 in a conflict nothing is bent, and it ends', async () => {
    await fc.assert(
      fc.asyncProperty(steps(onConflicts), async (all) => {
        const begin = async (opened: Council) => {
          const quarrel = {
            against: ['emil', 'fay'],
            what: 'The fence was moved.',
            remedy: 'It is moved back.',
          };
          const made = await (await opened.as('carl')).post('/v1/conflicts', quarrel);
          expect(made.status, JSON.stringify(made.body)).toBe(201);
          return { path: `/v1/conflicts/${made.body.id}`, reader: 'carl' };
        };
        await plays(begin, all);
      }),
      tries,
    );
  });

  it('AUT-1 MEM-5 MEM-7 PRO-10 as a family is founded nothing is bent, and it ends', async () => {
    await fc.assert(
      fc.asyncProperty(steps(onFamilies), async (all) => {
        const begin = async (opened: Council) => {
          const asked = { id: 'cedar', name: 'Cedar', members: ['ben'] };
          const made = await (await opened.as('anna')).post('/v1/families', asked);
          expect(made.status, JSON.stringify(made.body)).toBe(201);
          return { path: `/v1/families/${made.body.id}`, reader: 'anna' };
        };
        await plays(begin, all);
      }),
      tries,
    );
  });

  it('AUT-1 MEM-5 APP-2 PRO-10 GUA-1 in an appeal nothing is bent, and it ends', () =>
    bendsNothing(fc.constant(null), onAppeals, appealed));

  it('AUT-1 MEM-5 MND-1 MND-2 MND-3 MND-4 PRO-10 in a repair plan nothing is bent, and it ends', () =>
    bendsNothing(fc.boolean(), onRepairs, repairing));

  it('AUT-1 MEM-5 ALM-3 ALM-4 ALM-5 PRO-10 in an alarm nothing is bent, and it ends', () =>
    bendsNothing(fc.boolean(), onAlarms, alarming));

  it('AUT-1 MEM-5 RST-1 RST-2 RST-3 RST-4 PRO-10 in restorative work nothing is bent, and it ends', () =>
    bendsNothing(begunRestoring, onRestorative, restoring));

  it('AUT-1 GUA-2 NVP-1 NVP-3 NVP-4 PRO-10 in a node veto nothing is bent, and it ends', () =>
    bendsNothing(fc.boolean(), onNodeVetoes, nodeVetoing));
});

/** Of a kind: however it begins, whatever is tried in it. */
function bendsNothing<Begun>(
  begins: fc.Arbitrary<Begun>,
  requests: Parameters<typeof steps>[0],
  begin: (opened: Council, begun: Begun) => ReturnType<Parameters<typeof plays>[0]>,
): Promise<void> {
  return fc.assert(
    fc.asyncProperty(begins, steps(requests), async (begun, all) => {
      await plays((opened) => begin(opened, begun), all);
    }),
    tries,
  );
}

/** Judged by consensus, and appealed by the accused. */
async function appealed(opened: Council): Promise<{ readonly path: string; readonly reader: string }> {
  const justice = {
    category: 'justice',
    accused: 'emil',
    victims: [],
    impact: { affected: ['emil'], statement: 'Emil mends the press or pays for it.' },
  };
  const emil = await opened.as('emil');
  const made = await (await opened.as('carl')).post('/v1/proposals', { ...content, ...justice });
  const path = `/v1/proposals/${made.body.id}`;
  await emil.post(`${path}/hearing`, { decline: true });
  await opened.wait('73h');
  for (const id of ['anna', 'ben', 'carl', 'dora', 'fay', 'gus'])
    await (await opened.as(id)).put(`${path}/position`, { position: 'agree' });
  await opened.until(async () => expect((await emil.get(path)).body.stage).toBe('appeal'));
  const lodged = await emil.post(`${path}/appeal`, { principle: 'autonomy', reason });
  const { id } = lodged.body.links.find(({ relation }: Json) => relation === 'appealed-by');
  await opened.until(async () => expect((await emil.get(`/v1/appeals/${id}`)).status).toBe(200));
  return { path: `/v1/appeals/${id}`, reader: 'emil' };
}
