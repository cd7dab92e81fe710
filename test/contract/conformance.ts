/** `bash .ci/conformance.sh`: the protocol's own conformance runner against `/mcp` of a whole council, its token put in by a forwarder. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { caller } from '../support/http.ts';
import { withCouncil } from './served.ts';

const { node, runner } = new Command('conformance')
  .requiredOption('--node <program>', 'the Node that the runner takes')
  .requiredOption('--runner <file>', 'the runner')
  .parse()
  .opts<{ node: string; runner: string }>();

const inapplicable = fileURLToPath(new URL('inapplicable.yml', import.meta.url));

/** The runner cannot be given a token: whatever it asks, the Host and Origin that it pretends included, goes on with one. */
async function forwarder(to: string, token: string) {
  const server = createServer((asked, answer) => {
    const headers = { ...asked.headers, authorization: `Bearer ${token}` };
    const sent = request(new URL(asked.url ?? '/', to), { method: asked.method, headers }, (got) => {
      answer.writeHead(got.statusCode ?? 502, got.headers);
      got.pipe(answer);
    });
    sent.on('error', () => answer.destroy());
    answer.on('close', () => sent.destroy());
    asked.pipe(sent);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/mcp`, close: () => server.closeAllConnections() };
}

process.exitCode = await withCouncil('1', async ({ url, folder }) => {
  const { body } = await caller(url).post('/v1/dev/tokens', { member: 'anna' });
  const { url: asked, close } = await forwarder(url, String(body.token));
  const program = [runner, 'server', '--url', asked, '--suite', 'all', '--expected-failures', inapplicable];
  const [code] = (await once(spawn(node, program, { cwd: folder, stdio: 'inherit' }), 'exit')) as [
    number | null,
  ];
  close();
  return code ?? 1;
});
process.exit();
