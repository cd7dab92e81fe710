/** A council's ledger served over HTTP as the API serves it, under a key that the tests have too. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Signer } from '../../ledger/log/keys.ts';
import { charterVersion } from '../../store/council/charters.ts';
import type { Db } from '../../store/postgres/database.ts';
import { ledgerFile } from '../../store/log/ledger-files.ts';
import { registerLogKey } from '../../store/log/log-keys.ts';
import { evidenceText } from '../../store/records/record-evidence.ts';

export interface Served {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** The only token that the server knows. */
export const token = 'a-member’s-token'.replace('’', '');

/** Serves a council's log, charters and, to who bears the token, evidence. */
export async function serveLog(db: Db, signer: Signer): Promise<Served> {
  const fault = await registerLogKey(db, signer, '2026-01-01T00:00:00.000Z');
  if (fault !== undefined) throw new Error(fault.fault);
  const server = createServer((request, response) => {
    answer(db, signer, request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answer(
  db: Db,
  signer: Signer,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [, , room = '', ...rest] = (request.url ?? '').split('/');
  const path = rest.join('/');
  if (room === 'ledger') {
    const file = await ledgerFile(db, signer, path);
    return void response.writeHead(file === undefined ? 404 : 200).end(file?.bytes);
  }
  const [, number] = /^versions\/(\d+)$/.exec(path) ?? [];
  if (room === 'charter' && number !== undefined)
    return void response.end(JSON.stringify(await charterVersion(db, Number(number))));
  const [, decision] = /^([0-9a-f-]+)\/evidence$/.exec(path) ?? [];
  if (room !== 'decisions' || decision === undefined) return void response.writeHead(404).end();
  if (request.headers.authorization !== `Bearer ${token}`) return void response.writeHead(401).end();
  await pipeline(Readable.from(evidenceText(db, decision)), response);
}
