/** The ledger, open to anyone: its checkpoint, keys, entries and tiles, and the receipts that prove a record in it (REC-3, AUT-2). */
import { leafHash } from '../../ledger/log/merkle.ts';
import { answerProofs } from '../../store/records/answer-proofs.ts';
import { receiptOf } from '../../store/log/checkpoints.ts';
import { entriesOf, ledgerSize } from '../../store/log/ledger.ts';
import { ledgerFile } from '../../store/log/ledger-files.ts';
import { recordBytes } from '../../store/records/records.ts';
import { problemError } from '../problems/problem.ts';
import { answered, type Call, memberRoute, publicRoute } from '../http/route.ts';
import { decisionParams } from '../http/schemas.ts';
import {
  entriesQuery,
  entriesSchema,
  mostEntries,
  proofParams,
  proofsSchema,
  tileParams,
} from './ledger-schemas.ts';

type FileCall = Pick<Call<unknown, unknown, unknown>, 'services' | 'response'>;

/** Tiles never change once they are there; the rest grows with the log. */
async function sendFile({ services: { db, signer }, response }: FileCall, path: string) {
  const file = await ledgerFile(db, signer, path);
  if (file === undefined) throw problemError('not-found');
  const { type, bytes, immutable } = file;
  response.set('Cache-Control', immutable ? 'public, max-age=31536000, immutable' : 'no-cache');
  response.type(type).send(bytes);
  return answered;
}

const files = [
  {
    operationId: 'getCheckpoint',
    name: 'checkpoint',
    summary: 'The newest checkpoint: size and root, signed (C2SP tlog-checkpoint)',
  },
  {
    operationId: 'getLedgerKey',
    name: 'key',
    summary: 'The verifier key line of the key that signs (C2SP signed-note)',
  },
  {
    operationId: 'listLedgerKeys',
    name: 'keys',
    summary: 'The verifier key lines of every key that has signed, the newest first',
  },
] as const;

const fileRoutes = files.map(({ operationId, name, summary }) =>
  publicRoute({
    operationId,
    method: 'get',
    path: `/v1/ledger/${name}`,
    summary,
    rules: ['REC-3', 'AUT-2'],
    answer: { description: 'The text', mediaType: 'text/plain' },
    problems: [],
    handle: (call) => sendFile(call, name),
  }),
);

/** The same receipt lies under the proposal and in the archive. */
const receipts = [
  ['getProposalReceipt', '/v1/proposals/{id}/receipt'],
  ['getDecisionReceipt', '/v1/decisions/{id}/receipt'],
] as const;

const receiptRoutes = receipts.map(([operationId, path]) =>
  publicRoute({
    operationId,
    method: 'get',
    path,
    summary: 'The receipt of an ended decision: proves its record in the ledger (C2SP tlog-proof)',
    rules: ['REC-3', 'AUT-2'],
    params: decisionParams,
    answer: { description: 'The receipt', mediaType: 'text/plain' },
    problems: [],
    handle: async ({ services: { db, signer }, params, response }) => {
      const receipt = await receiptOf(db, signer, params.id);
      if (receipt === undefined) throw problemError('not-found');
      response.set('Cache-Control', 'no-cache').type('text/plain; charset=utf-8').send(receipt);
      return answered;
    },
  }),
);

export const ledgerRoutes = [
  ...fileRoutes,
  publicRoute({
    operationId: 'listLedgerEntries',
    method: 'get',
    path: '/v1/ledger/entries',
    summary: 'The entries [from, to) in their order, byte for byte',
    rules: ['REC-2', 'REC-3', 'AUT-2'],
    query: entriesQuery,
    answer: { description: `At most ${mostEntries} entries`, schema: entriesSchema },
    problems: [],
    handle: async ({ services: { db }, query: { from, to = from + mostEntries } }) => {
      const until = Math.min(to, from + mostEntries);
      const items = (await entriesOf(db, from, until)).map(({ index, decision, bytes }) => ({
        index,
        decision,
        hash: leafHash(bytes).toString('hex'),
        leaf: bytes.toString('base64'),
      }));
      const last = items.at(-1);
      const more = last !== undefined && last.index + 1 < (await ledgerSize(db));
      return { items, next: more ? last.index + 1 : null };
    },
  }),
  publicRoute({
    operationId: 'getLedgerTile',
    method: 'get',
    path: '/v1/ledger/tile/{+path}',
    summary: 'A tile of hashes or of entries (C2SP tlog-tiles), for who mirrors or watches the whole ledger',
    rules: ['REC-3', 'AUT-2'],
    params: tileParams,
    answer: { description: 'The tile', mediaType: 'application/octet-stream' },
    problems: [],
    handle: (call) => sendFile(call, `tile/${call.params.path}`),
  }),
  ...receiptRoutes,
];

const proofs = [
  ['listProposalProofs', '/v1/proposals/{id}/{part}/{member}/proof'],
  ['listDecisionProofs', '/v1/decisions/{id}/{part}/{member}/proof'],
] as const;

/** The same proofs lie under the proposal and in the archive. */
export const proofRoutes = proofs.map(([operationId, path]) =>
  memberRoute({
    operationId,
    method: 'get',
    path,
    summary: 'Proofs that what a member gave stands in the record, what was replaced too',
    rules: ['REC-1', 'VOT-6', 'PRO-7'],
    params: proofParams,
    answer: { description: 'A proof for each, none where the member gave none', schema: proofsSchema },
    problems: [],
    handle: async ({ services: { db }, params: { id, part, member } }) => {
      if ((await recordBytes(db, id)) === undefined) throw problemError('not-found');
      return { items: await answerProofs(db, id, part, member) };
    },
  }),
);
