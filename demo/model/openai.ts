/** The Chat Completions interface of OpenAI, which many servers of models have too. */
import { z } from 'zod';
import { type Fields, fieldsOf } from '../../mcp/council.ts';
import { type Call, type Message, mostCalls, trimmed, type Turn, type Wire } from './wire.ts';

const answerSchema = z.looseObject({
  choices: z
    .array(
      z.looseObject({
        message: z.looseObject({
          content: z.string().nullish(),
          tool_calls: z
            .array(
              z.looseObject({
                id: z.string(),
                function: z.looseObject({ name: z.string(), arguments: z.string() }),
              }),
            )
            .nullish(),
        }),
      }),
    )
    .min(1),
  usage: z
    .looseObject({ total_tokens: z.int().min(1) })
    .nullish()
    .catch(null),
});

export const openai: Wire = {
  address: (url) => `${trimmed(url)}/chat/completions`,
  headers: (key) => (key === null ? {} : { authorization: `Bearer ${key}` }),
  // How long an answer may be is said in two ways, each of which some endpoints refuse: what it took is counted afterwards.
  body: ({ system, messages, tools }, model) => ({
    model,
    messages: [{ role: 'system', content: system }, ...messages.flatMap(written)],
    tools: tools.map(({ name, description, input }) => ({
      type: 'function',
      function: { name, description, parameters: input },
    })),
  }),
  turn: (answer) => {
    const parsed = answerSchema.safeParse(answer);
    const [choice] = parsed.data?.choices ?? [];
    if (parsed.data === undefined || choice === undefined) return null;
    const { content, tool_calls: calls } = choice.message;
    return {
      text: content ?? '',
      calls: (calls ?? [])
        .slice(0, mostCalls)
        .map(({ id, function: { name, arguments: text } }): Call => ({ id, name, given: objectIn(text) })),
      tokens: parsed.data.usage?.total_tokens ?? null,
    };
  },
};

function written(message: Message): readonly Fields[] {
  switch (message.from) {
    case 'council':
      return [{ role: 'user', content: message.text }];
    case 'model':
      return [said(message.turn)];
    case 'tools':
      return message.results.map(({ call, text }) => ({
        role: 'tool',
        tool_call_id: call.id,
        content: text,
      }));
  }
}

const said = ({ text, calls }: Turn): Fields => ({
  role: 'assistant',
  content: text,
  ...(calls.length === 0
    ? {}
    : {
        tool_calls: calls.map(({ id, name, given }) => ({
          id,
          type: 'function',
          function: { name, arguments: JSON.stringify(given ?? {}) },
        })),
      }),
});

/** The JSON object that a text is; null where it is none. */
function objectIn(text: string): Fields | null {
  try {
    const value: unknown = JSON.parse(text === '' ? '{}' : text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? fieldsOf(value) : null;
  } catch {
    return null;
  }
}
