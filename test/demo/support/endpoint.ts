/** An endpoint of a model on the loopback address that answers as the test says, and keeps what it was asked. */
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Json } from '../../support/http.ts';

export interface Request {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly body: Json;
}

export type Behaviour = (request: Request, response: ServerResponse, asked: number) => unknown;

export interface FakeEndpoint {
  readonly url: string;
  readonly requests: readonly Request[];
}

export async function openEndpoint(behaviour: Behaviour): Promise<FakeEndpoint> {
  const requests: Request[] = [];
  const server = createServer((incoming, response) => {
    const pieces: Buffer[] = [];
    incoming.on('data', (piece: Buffer) => pieces.push(piece));
    incoming.on('end', () => {
      const text = Buffer.concat(pieces).toString('utf8');
      const { url: path = '', headers } = incoming;
      const request = { path, headers, text, body: JSON.parse(text) };
      requests.push(request);
      response.on('error', () => undefined);
      behaviour(request, response, requests.length);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
  };
}

export const json = (response: ServerResponse, body: unknown, status = 200): void => {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
};

interface ToolCall {
  readonly name: string;
  readonly given: unknown;
}

/** How each kind of endpoint writes a turn of its model. */
export const turns = {
  openai: (calls: readonly ToolCall[], text = '', tokens: unknown = 50): object => ({
    choices: [
      {
        message: {
          role: 'assistant',
          content: text,
          tool_calls: calls.map(({ name, given }, place) => ({
            id: `call_${place}`,
            type: 'function',
            function: { name, arguments: typeof given === 'string' ? given : JSON.stringify(given) },
          })),
        },
      },
    ],
    usage: { total_tokens: tokens },
  }),
  anthropic: (calls: readonly ToolCall[], text = '', tokens: unknown = 50): object => ({
    type: 'message',
    content: [
      ...(text === '' ? [] : [{ type: 'text', text }]),
      ...calls.map(({ name, given }, place) => ({
        type: 'tool_use',
        id: `toolu_${place}`,
        name,
        input: given,
      })),
    ],
    usage: { input_tokens: tokens, output_tokens: 1 },
  }),
};
