/** Support: asked for, read by those in it, and who is on duty (SUP-1 to SUP-3). */
import { z } from 'zod';
import { v7 } from 'uuid';
import { refuse } from '../../rules/refusal.ts';
import { bodyKinds, isReader, showsBody } from '../../rules/support/readers.ts';
import { supportersFor, wordsFor } from '../../rules/support/sealing.ts';
import { mostADay, mostForOthers, mostOpen } from '../../rules/support/state.ts';
import { unknownMembers } from '../../store/council/members.ts';
import { bodiesFor, keepBody } from '../../store/support/bodies.ts';
import { sealKeysOf, supportersOnDuty } from '../../store/support/duty.ts';
import type { Trx } from '../../store/postgres/database.ts';
import { countAsked, supportsOf } from '../../store/support/supports.ts';
import { currentCharter } from '../charter/of-decision.ts';
import { mapPage, pageOf, placeOf } from '../http/page.ts';
import { memberRoute } from '../http/route.ts';
import { decisionParams } from '../http/schemas.ts';
import { must, refusalError } from '../problems/problem.ts';
import { startProcess } from '../service/temporal.ts';
import { switchedOff } from './acts.ts';
import { bodiesQuery, bodiesSchema, supportBody, supportSchema, supportsSchema } from './schemas.ts';
import { readersOf, sealedOf } from './sealed.ts';
import { isGuardian, showSupport, viewSupport, visibleSupport } from './view.ts';

/** Items of one's own list, the newest first: who needs more has forgotten what they are in. */
const mostListed = 200;

const place = z.strictObject({ at: z.iso.datetime(), id: z.uuid() });

const day = 86_400_000;

/** Nobody is asked without end, for themselves or by others for them; of whom another asked once it does not hang on what they said (SUP-1). */
async function mustBeFew(
  trx: Trx,
  { by, person, at, keep }: { by: string; person: string; at: string; keep: number },
): Promise<void> {
  const before = (milliseconds: number) => new Date(Date.parse(at) - milliseconds).toISOString();
  const asked = await countAsked(trx, { by, person, day: before(day), since: before(keep) });
  const limits: readonly (readonly [number, number])[] =
    by === person
      ? [
          [asked.open, mostOpen],
          [asked.today, mostADay],
        ]
      : [
          [asked.forThem, 1],
          [asked.forOthers, mostForOthers],
        ];
  for (const [count, most] of limits)
    if (count >= most) throw refusalError(refuse('limit-reached', 'SUP-1', { most }));
}

export const supportRoutes = [
  memberRoute({
    operationId: 'askForSupport',
    method: 'post',
    path: '/v1/support',
    summary:
      'Asks for support, for oneself or for another, who must say yes first; the words are sealed to whom it is for and to the supporters who are to be asked, in this order',
    rules: ['SUP-1', 'SUP-2', 'SUP-3', 'CHA-1'],
    neverSigned: true,
    body: supportBody,
    answer: { status: 201, description: 'It as the caller sees it', schema: supportSchema },
    location: ({ id }) => `/v1/support/${id}`,
    problems: [
      'switched-off',
      'signature-refused',
      'must-be-sealed',
      'unknown-member',
      'limit-reached',
      'idempotency-key-reused',
    ],
    handle: async ({ services, caller, body, attempt }) => {
      const { db, clock, temporal } = services;
      const createdAt = await clock(db);
      const { version, hash, pace, charter } = await currentCharter(services);
      const { support } = charter;
      if (support === null) throw switchedOff();
      const sealed = sealedOf(body.words);
      const [by, person] = [caller.id, body.for ?? caller.id];
      const members = await unknownMembers(db, [person]);
      if (members.length > 0) throw refusalError(refuse('unknown-member', 'SUP-1', { members }));
      const onDuty = (await supportersOnDuty(db, createdAt, support.agents)).map(({ id }) => id);
      const recipients = wordsFor(by, person, onDuty);
      const keys = await sealKeysOf(db, [...recipients.must, ...recipients.may], createdAt);
      const readers = readersOf(sealed, keys, recipients);
      const supporters = supportersFor(by, person, onDuty);
      const offered = readers.filter((member) => supporters.includes(member));
      if (offered.length === 0) must(refuse('must-be-sealed', 'SUP-2', { reason: 'supporter' }));
      const id = await attempt.begin(v7({ msecs: Date.parse(createdAt) }));
      const isDone = await attempt.wasDone();
      // Before its workflow is started, which is told ids alone: what never began is forgotten within an hour (store/support/supports.ts).
      await db.transaction().execute(async (trx) => {
        if (!isDone) await mustBeFew(trx, { by, person, at: createdAt, keep: support.keep });
        const words = { id, support: id, kind: 'words', by, at: createdAt, readers } as const;
        await keepBody(trx, { ...words, sealed: sealed.text });
      });
      const lengths = { version, hash, pace, support };
      const input = { id, by, person, charter: lengths, offered, createdAt };
      await startProcess(temporal, 'support', input, { summary: 'support' });
      return viewSupport(services, caller, id);
    },
  }),
  memberRoute({
    operationId: 'listSupport',
    method: 'get',
    path: '/v1/support',
    summary:
      'The caller’s own: what they asked for, are asked for, give, or were told; there is no other list',
    rules: ['SUP-2', 'SUP-3'],
    answer: { description: 'The newest first', schema: supportsSchema },
    problems: [],
    handle: async ({ services, caller }) => {
      const { db } = services;
      const reader = { id: caller.id, guardian: await isGuardian(db, caller) };
      const found = await supportsOf(db, reader, mostListed);
      const seen = found.filter((state) => isReader(state, reader));
      return { items: await Promise.all(seen.map((state) => showSupport(services, caller, state))) };
    },
  }),
];

/** After what has a name of its own in their place. */
export const oneSupportRoutes = [
  memberRoute({
    operationId: 'getSupport',
    method: 'get',
    path: '/v1/support/{id}',
    summary: 'How it stands, and what the caller may do now; by those in it alone',
    rules: ['SUP-3', 'AUT-2'],
    params: decisionParams,
    answer: { description: 'It as the caller sees it', schema: supportSchema },
    problems: [],
    handle: async ({ services, caller, params }) => viewSupport(services, caller, params.id),
  }),
  memberRoute({
    operationId: 'listSealed',
    method: 'get',
    path: '/v1/support/{id}/messages',
    summary: 'What is sealed for the caller in it, as it came, in order',
    rules: ['SUP-3', 'AUT-2'],
    params: decisionParams,
    query: bodiesQuery,
    answer: { description: 'A page of sealed bodies', schema: bodiesSchema },
    problems: [],
    handle: async ({ services, caller, params: { id }, query: { cursor, limit } }) => {
      const { db } = services;
      const state = await visibleSupport(services, caller, id);
      const reader = { id: caller.id, guardian: await isGuardian(db, caller) };
      const kinds = bodyKinds.filter((kind) => showsBody(state, reader, kind));
      const after = placeOf(place, cursor);
      const found = await bodiesFor(db, id, caller.id, { after, limit: limit + 1, kinds });
      const known = found.filter((body) => isShownOf(state.danger, body));
      return mapPage(
        pageOf(known, limit, ({ at, id: body }) => ({ at, id: body })),
        ({ id: body, kind, by, at, sealed }) => ({
          id: body,
          kind,
          by,
          at,
          sealed: JSON.parse(sealed) as Record<string, unknown>,
        }),
      );
    },
  }),
];

/** What came with an act that was refused, and could not be taken back, is nothing. */
const isShownOf = (
  danger: { readonly ground: string; readonly reason: string | null } | null,
  { kind, id }: { readonly kind: string; readonly id: string },
): boolean =>
  kind === 'words' ||
  kind === 'message' ||
  id === danger?.ground ||
  (danger !== null && id === danger.reason);
