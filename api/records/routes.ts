/** The archive: everything that ended, and the records that prove themselves (REC-1, AUT-2). */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { evidenceText } from '../../store/records/record-evidence.ts';
import { mayEnter } from '../../store/records/record-room.ts';
import { listRecords, recordBytes } from '../../store/records/records.ts';
import { mapPage, pageOf, placeOf } from '../http/page.ts';
import { problemError } from '../problems/problem.ts';
import { answered, memberRoute, publicRoute } from '../http/route.ts';
import { decisionId, decisionParams, instant } from '../http/schemas.ts';
import { decisionsQuery, decisionsSchema } from '../council/schemas.ts';

const place = z.strictObject({ endedAt: z.iso.datetime().pipe(instant), decision: decisionId });

type Listed = z.input<typeof decisionsSchema>['items'][number];

export const decisionRoutes = [
  memberRoute({
    operationId: 'listDecisions',
    method: 'get',
    path: '/v1/decisions',
    summary: 'Everything that ended, newest ending first',
    rules: ['REC-1'],
    query: decisionsQuery,
    answer: { description: 'A page of the archive', schema: decisionsSchema },
    problems: [],
    handle: async ({ services: { db }, query: { cursor, limit, outcome, ...filter } }) => {
      const before = placeOf(place, cursor);
      const read = await listRecords(db, { ...filter, outcomes: outcome, before, limit: limit + 1 });
      const page = pageOf(read, limit, ({ endedAt, decision }) => ({ endedAt, decision }));
      return mapPage(page, ({ decision, ...row }) => ({ id: decision, ...row }) as Listed);
    },
  }),
  memberRoute({
    operationId: 'getEvidence',
    method: 'get',
    path: '/v1/decisions/{id}/evidence',
    summary:
      'What is large and stands in the record as counts and roots, entry by entry; `room` and `salt` are null for who is not in it',
    rules: ['REC-1', 'AUT-2'],
    params: decisionParams,
    answer: { description: 'The evidence: one canonical JSON document, of any length' },
    problems: [],
    handle: async ({ services: { db }, caller, params, request, response }) => {
      if ((await recordBytes(db, params.id)) === undefined) throw problemError('not-found');
      // What was said in its room stays in it; without the salt nobody who guesses the words can tell (AUT-2).
      const room = await mayEnter(db, params.id, caller);
      response.type('application/json');
      if (request.method === 'HEAD') response.end();
      else await pipeline(Readable.from(evidenceText(db, params.id, { room })), response);
      return answered;
    },
  }),
];

/** The same record lies under the proposal and in the archive. */
const places = [
  ['getProposalRecord', '/v1/proposals/{id}/record'],
  ['getDecisionRecord', '/v1/decisions/{id}/record'],
] as const;

export const recordRoutes = places.map(([operationId, path]) =>
  publicRoute({
    operationId,
    method: 'get',
    path,
    summary: 'The record of an ended decision: canonical JSON (RFC 8785), byte for byte',
    rules: ['REC-1', 'REC-2', 'AUT-2'],
    params: decisionParams,
    answer: { description: 'The record' },
    problems: [],
    // The exact bytes that were concluded on, since their hash is what a receipt proves (REC-3).
    handle: async ({ services: { db }, params, response }) => {
      const bytes = await recordBytes(db, params.id);
      if (bytes === undefined) throw problemError('not-found');
      response.type('application/json').send(bytes);
      return answered;
    },
  }),
);
