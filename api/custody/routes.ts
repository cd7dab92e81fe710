/** Files in custody: brought, handed over, taken by who signs for them, and read; for who holds or held them, and where a process cites them who is in that (ALM-6, AUT-2). */
import { hash } from 'node:crypto';
import { z } from 'zod';
import type { Member } from '../../rules/model.ts';
import { gapsOf, longestFile } from '../../rules/custody/chain.ts';
import { deposit, offer, read, take } from '../../store/custody/acts.ts';
import {
  type Access,
  type Chain,
  chainById,
  hashOf,
  ownChains,
  readableChains,
} from '../../store/custody/chains.ts';
import { chainDocument } from '../../store/custody/documents.ts';

import { invalid } from '../http/body.ts';
import { pageOf, placeOf } from '../http/page.ts';
import { answered, memberRoute } from '../http/route.ts';
import { must, problemError, refusalError } from '../problems/problem.ts';
import type { Services } from '../service/services.ts';
import { digestHeader, digestOf, mustHaveDigest } from './digest.ts';
import {
  chainQuery,
  custodySchema,
  custodyShownSchema,
  fileParams,
  ownCustodySchema,
  ownQuery,
  pageQuery,
  takingBody,
  transferBody,
} from './schemas.ts';

const place = z.strictObject({ at: z.iso.datetime(), id: z.uuid() });

/** Whatever a browser makes of the bytes, it runs nothing of them, and keeps nothing: each reading is asked for, and told. */
const untrusted = {
  'Content-Security-Policy': "default-src 'none'; sandbox",
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-store',
} as const;

interface Asked {
  readonly sha256: string;
  readonly chain?: string | undefined;
}

/** The chain that is asked for, else the oldest that the caller may read so; of any other there is nothing. */
async function readable(
  { db }: Pick<Services, 'db'>,
  caller: Member,
  { sha256, chain: named }: Asked,
  least: Access,
): Promise<Chain> {
  const found = (await readableChains(db, sha256, caller)).find(
    ({ chain: { id }, access }) =>
      (named === undefined || id === named) && (least === 'chain' || access === 'bytes'),
  );
  if (found === undefined) throw problemError('not-found');
  return found.chain;
}

/** The chain in which the caller acts: the one that is named, or where none is, the oldest of those in which `isTheirs`; else the oldest. */
async function actedIn(
  { db }: Pick<Services, 'db'>,
  caller: Member,
  { sha256, chain: named }: Asked,
  isTheirs: (chain: Chain) => boolean,
): Promise<Chain> {
  const found = (await readableChains(db, sha256, caller)).map(({ chain }) => chain);
  const chain =
    named === undefined ? (found.find(isTheirs) ?? found[0]) : found.find(({ id }) => id === named);
  if (chain === undefined) throw problemError('not-found');
  return chain;
}

const show = async (services: Pick<Services, 'db' | 'signer'>, id: string) =>
  shown(services, await chainById(services.db, id));

async function shown(
  { db, signer }: Pick<Services, 'db' | 'signer'>,
  { id, sha256, size, steps, standing, departed }: Chain,
) {
  const { steps: _steps, answers, ...stands } = standing;
  return {
    id,
    council: signer.name,
    sha256,
    size,
    ...stands,
    answers: await hashOf(db, id, answers),
    gaps: [...gapsOf(steps, departed)],
  };
}

export const custodyRoutes = [
  memberRoute({
    operationId: 'depositFile',
    method: 'post',
    path: '/v1/custody',
    summary:
      'Brings a file into custody, under the SHA-256 that its Content-Digest names; whoever brought it takes it by signing for it',
    rules: ['ALM-6'],
    takesBytes: true,
    longestBody: longestFile,
    answer: { status: 201, description: 'Its chain, as it stands', schema: custodySchema },
    problems: ['hash-mismatch', 'beyond-limit', 'invalid-body', 'invalid-header', 'idempotency-key-reused'],
    handle: async ({ services, caller, request, response }) => {
      const { db, clock, signer } = services;
      const bytes: unknown = request.body;
      if (!Buffer.isBuffer(bytes) || bytes.length === 0)
        throw invalid('invalid-body', [{ path: '', message: 'must have at least one byte', facts: {} }]);
      mustHaveDigest(request.get(digestHeader), bytes);
      const sha256 = hash('sha256', bytes, 'hex');
      const kept = await deposit(db, clock, { by: caller.id, council: signer.name, sha256, bytes });
      if ('code' in kept) throw refusalError(kept);
      response.location(`/v1/custody/${sha256}`);
      return show(services, kept.id);
    },
  }),
  memberRoute({
    operationId: 'listCustody',
    method: 'get',
    path: '/v1/custody',
    summary:
      'The caller’s own: files that they brought, hold or held, and that are offered to them; there is no other list',
    rules: ['ALM-6', 'AUT-2'],
    query: ownQuery,
    answer: { description: 'A page of chains as they stand, the newest first', schema: ownCustodySchema },
    problems: [],
    handle: async ({ services, caller, query: { cursor, limit } }) => {
      const after = placeOf(place, cursor);
      const found = await ownChains(services.db, caller.id, { after, limit: limit + 1 });
      const { items, next } = pageOf(found, limit, ({ at, id }) => ({ at, id }));
      const theirs = items.flatMap(({ chain }) => chain ?? []);
      return { items: await Promise.all(theirs.map((chain) => shown(services, chain))), next };
    },
  }),
  memberRoute({
    operationId: 'transferFile',
    method: 'post',
    path: '/v1/custody/{sha256}/transfers',
    summary: 'Offers a file to another member, who takes it by signing for it; by who holds it',
    rules: ['ALM-6'],
    params: fileParams,
    query: chainQuery,
    body: transferBody,
    answer: { description: 'Its chain, as it stands', schema: custodySchema },
    problems: ['to-oneself', 'unknown-member', 'limit-reached', 'already-done', 'idempotency-key-reused'],
    handle: async ({ services, caller, params, query, body: { to, why } }) => {
      const { db, clock, signer } = services;
      const isTheirs = ({ standing }: Chain) => standing.holder === caller.id;
      const { id } = await actedIn(services, caller, { ...params, ...query }, isTheirs);
      must(await offer(db, clock, { by: caller.id, council: signer.name, id, to, why }));
      return show(services, id);
    },
  }),
  memberRoute({
    operationId: 'takeFile',
    method: 'post',
    path: '/v1/custody/{sha256}/taking',
    summary:
      'Takes a file, by a flattened JWS over what is taken, from whom, when and why; by whom it is offered to, or who brought it',
    rules: ['ALM-6', 'MEM-6'],
    params: fileParams,
    body: takingBody,
    query: chainQuery,
    answer: { description: 'Its chain, as it stands', schema: custodySchema },
    problems: [
      'signature-refused',
      'limit-reached',
      'already-done',
      'past-instant',
      'too-far-ahead',
      'idempotency-key-reused',
    ],
    handle: async ({ services, caller, params, query, body: jws }) => {
      const { db, clock, signer } = services;
      const isTheirs = ({ standing }: Chain) =>
        standing.offeredTo === caller.id || (standing.holder === null && standing.depositor === caller.id);
      const { id } = await actedIn(services, caller, { ...params, ...query }, isTheirs);
      must(await take(db, clock, { by: caller.id, council: signer.name, id, jws }));
      return show(services, id);
    },
  }),
  memberRoute({
    operationId: 'readFile',
    method: 'get',
    path: '/v1/custody/{sha256}',
    summary: 'The bytes of a file in custody, to save; the reading is an entry of its chain',
    rules: ['ALM-6', 'AUT-2'],
    params: fileParams,
    query: chainQuery,
    answer: { description: 'The bytes', mediaType: 'application/octet-stream' },
    problems: ['limit-reached'],
    handle: async ({ services, caller, params, query, response }) => {
      const { clock, signer, writes } = services;
      const { id, sha256 } = await readable(services, caller, { ...params, ...query }, 'bytes');
      const file = await read(writes, clock, { by: caller.id, council: signer.name, id });
      if ('code' in file) throw refusalError(file);
      response.attachment(sha256).set(untrusted).set(digestHeader, digestOf(file.bytes));
      response.setHeader('Content-Type', 'application/octet-stream');
      response.send(file.bytes);
      return answered;
    },
  }),
  memberRoute({
    operationId: 'getCustody',
    method: 'get',
    path: '/v1/custody/{sha256}/chain',
    summary: 'How a file’s custody stands, and its entries with their proofs, page by page',
    rules: ['ALM-6', 'AUT-2', 'REC-3'],
    params: fileParams,
    query: pageQuery,
    answer: {
      description: 'The chain: `folkmoot verify-custody` checks its `document` offline',
      schema: custodyShownSchema,
    },
    problems: [],
    handle: async ({ services, caller, params, query: { after, ...query } }) => {
      const { db, signer } = services;
      const chain = await readable(services, caller, { ...params, ...query }, 'chain');
      const document = await chainDocument(db, signer, chain, after);
      return { ...(await show(services, chain.id)), document };
    },
  }),
];
