/** What a seat can do: the tools of the council, over MCP alone, as the member whose token it has (AUT-1). */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type CallToolResult, Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { type Fields, fieldsOf } from '../../mcp/council.ts';

/** A tool as the council describes it. */
export interface Tool {
  readonly name: string;
  readonly description: string;
  /** JSON Schema. */
  readonly input: Fields;
}

/** What a tool answered. */
export interface Answer {
  /** False where the council refused, and nothing has changed. */
  readonly ok: boolean;
  readonly fields: Fields;
}

/** Told of every act, after it was taken or refused. */
export type Told = (member: string, tool: string, given: Fields, answer: Answer) => void;

/** How often a call is tried that finds the council busy, and milliseconds between. */
const mostTries = 10;
const betweenTries = 500;

export interface Hands {
  readonly member: string;
  readonly tools: readonly Tool[];
  /** What the council tells whoever connects. */
  readonly instructions: string;
  /** @throws where the council does not answer, or the signal is aborted */
  readonly call: (tool: string, given?: Fields) => Promise<Answer>;
  readonly close: () => Promise<void>;
}

/**
 * Sits down: a client of the protocol's own, with this member's token and no other.
 * @param origin of the API
 * @param signal ends whatever is under way
 */
export async function sitDown(
  member: string,
  { origin, token, signal, told }: { origin: string; token: string; signal: AbortSignal; told: Told },
): Promise<Hands> {
  const client = new Client({ name: `folkmoot demo: ${member}`, version: '1' });
  await client.connect(
    new StreamableHTTPClientTransport(new URL('/mcp', origin), {
      requestInit: { headers: { authorization: `Bearer ${token}` } },
    }),
    { signal },
  );
  const { tools } = await client.listTools(undefined, { signal });
  return {
    member,
    tools: tools.map(({ name, description = '', inputSchema }) => ({
      name,
      description,
      input: inputSchema,
    })),
    instructions: client.getInstructions() ?? '',
    call: async (tool, given = {}) => {
      const keyed = takesKey(tools, tool) ? { key: randomUUID(), ...given } : { ...given };
      for (let tries = 1; ; tries += 1) {
        const answer = answerOf(await client.callTool({ name: tool, arguments: keyed }, { signal }));
        if (isBusy(answer) && tries < mostTries) await pause(betweenTries, undefined, { signal });
        else {
          told(member, tool, given, answer);
          return answer;
        }
      }
    },
    close: () => client.close(),
  };
}

/** Whether a tool takes a key, by which a call that is made again is the same act. */
const takesKey = (
  tools: readonly { readonly name: string; readonly inputSchema: object }[],
  tool: string,
): boolean => {
  const schema = tools.find(({ name }) => name === tool)?.inputSchema;
  return 'key' in fieldsOf(fieldsOf(schema).properties);
};

const answerOf = ({ structuredContent, content, isError }: CallToolResult): Answer => ({
  ok: isError !== true,
  fields: fieldsOf(structuredContent ?? { refused: { title: wordsIn(content) } }),
});

/** It could not be done at the moment: the same again, under the same key, is done once. */
const isBusy = ({ fields }: Answer): boolean => fieldsOf(fields.refused).status === 503;

/** What a refusal says that comes without fields: of arguments that do not fit their schema. */
const wordsIn = (content: readonly { readonly type: string; readonly text?: unknown }[]): string =>
  content.map(({ text }) => (typeof text === 'string' ? text : '')).join(' ');
