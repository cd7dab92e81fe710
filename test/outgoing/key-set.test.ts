/** A key set of somebody else's server, through the way out: what it is not taken from (EXE-2, AUT-1). */
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRemoteJWKSet, customFetch, exportJWK, generateKeyPair, jwtVerify, SignJWT } from 'jose';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { guardedFetch } from '../../outgoing/fetch.ts';

let keys: string;
let token: string;
beforeAll(async () => {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  keys = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), alg: 'ES256' }] });
  token = await new SignJWT({ sub: 'opus' }).setProtectedHeader({ alg: 'ES256' }).sign(privateKey);
});

/** Checks the token with the key set of a server that answers so. */
async function checked(answer: RequestListener, allowed = ['127.0.0.1']): Promise<unknown> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`);
  const fetch = guardedFetch({ proxy: null, allowed });
  const { payload } = await jwtVerify(token, createRemoteJWKSet(url, { [customFetch]: fetch }));
  return payload.sub;
}

describe('a key set', () => {
  it('AUT-1 is fetched from where the operator says', async () => {
    expect(await checked((_, response) => response.end(keys))).toBe('opus');
  });

  it('EXE-2 is not fetched from inside where the operator says nothing of it', async () => {
    const asking = checked((_, response) => response.end(keys), []);
    await expect(asking).rejects.toMatchObject({ fault: 'address-refused' });
  });

  it('EXE-2 is not fetched from where its server sends one to', async () => {
    const asking = checked((request, response) => {
      if (request.url === '/keys') response.writeHead(302, { location: '/others' }).end();
      else response.end(keys);
    });
    await expect(asking).rejects.toThrow('Expected 200 OK');
  });

  it('EXE-2 of more than 64 KiB is not taken', async () => {
    const asking = checked((_, response) => response.end(keys + ' '.repeat(65 * 1024)));
    await expect(asking).rejects.toMatchObject({ fault: 'answer-too-long' });
  });
});
