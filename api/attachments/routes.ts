/** Files that proposals name: sent under the SHA-256 of their bytes, and read through a proposal that names them (PRO-2). */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { refuse } from '../../rules/refusal.ts';
import { longestAttachment } from '../../rules/submission/attachments.ts';
import { attachmentOf, keepAttachment } from '../../store/processes/attachments.ts';
import { invalid } from '../http/body.ts';
import { answered, memberRoute } from '../http/route.ts';
import { decisionId } from '../http/schemas.ts';
import { must, problemError, refusalError } from '../problems/problem.ts';
import { visibleProposal } from '../proposals/view.ts';
import { sha256, storedSchema } from './schemas.ts';

/** Whatever a browser makes of the bytes, it runs nothing of them and shows nothing. */
const untrusted = {
  'Content-Security-Policy': "default-src 'none'; sandbox",
  'X-Content-Type-Options': 'nosniff',
  // The bytes under a hash never change, but who may read them is asked of each reader.
  'Cache-Control': 'private, max-age=31536000, immutable',
} as const;

export const attachmentRoutes = [
  memberRoute({
    operationId: 'storeAttachment',
    method: 'put',
    path: '/v1/attachments/{sha256}',
    summary:
      'Keeps a file under the SHA-256 of its bytes, for a week, and for as long as a proposal names it',
    rules: ['PRO-2'],
    params: z.strictObject({ sha256 }),
    takesBytes: true,
    longestBody: longestAttachment,
    answer: { description: 'It is here', schema: storedSchema },
    problems: ['hash-mismatch', 'too-many-attachments', 'invalid-body'],
    handle: async ({ services: { db, clock }, caller, params, request }) => {
      const bytes: unknown = request.body;
      if (!Buffer.isBuffer(bytes) || bytes.length === 0)
        throw invalid('invalid-body', [{ path: '', message: 'must have at least one byte', facts: {} }]);
      const found = createHash('sha256').update(bytes).digest('hex');
      if (found !== params.sha256)
        throw refusalError(refuse('hash-mismatch', 'PRO-2', { named: params.sha256, found }));
      must(await keepAttachment(db, { member: caller.id, sha256: found, bytes, at: await clock(db) }));
      return { sha256: found, size: bytes.length };
    },
  }),
  memberRoute({
    operationId: 'getAttachment',
    method: 'get',
    path: '/v1/proposals/{id}/attachments/{sha256}',
    summary:
      'The bytes of a file that a version of the proposal names, to save; a draft’s to its author only',
    rules: ['PRO-1', 'PRO-2', 'AUT-2'],
    params: z.strictObject({ id: decisionId, sha256 }),
    answer: { description: 'The bytes, of the media type that the proposal names', mediaType: '*/*' },
    problems: [],
    handle: async ({ services, caller, params, response }) => {
      const { state } = await visibleProposal(services, caller, params.id);
      const file = await attachmentOf(services.db, state.id, params.sha256);
      if (file === undefined) throw problemError('not-found');
      response.attachment(file.name).set(untrusted).set('ETag', `"${file.sha256}"`);
      // Without express's charset: nobody has read them.
      response.setHeader('Content-Type', file.mediaType);
      response.send(file.bytes);
      return answered;
    },
  }),
];
