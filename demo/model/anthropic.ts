/** The Messages interface of Anthropic, which other servers of models have too. */
import { z } from 'zod';
import type { Fields } from '../../mcp/council.ts';
import { type Call, type Message, mostCalls, trimmed, type Turn, type Wire } from './wire.ts';

const part = z.union([
  z.looseObject({ type: z.literal('text'), text: z.string() }),
  z.looseObject({
    type: z.literal('tool_use'),
    id: z.string(),
    name: z.string(),
    input: z.record(z.string(), z.unknown()).nullable().catch(null),
  }),
  z.looseObject({ type: z.enum(['thinking', 'redacted_thinking']) }),
]);

const answerSchema = z.looseObject({
  content: z.array(part),
  usage: z
    .looseObject({ input_tokens: z.int().min(0), output_tokens: z.int().min(1) })
    .nullish()
    .catch(null),
});

/** Which of its versions is spoken: https://docs.claude.com/en/api/versioning. */
const version = '2023-06-01';

export const anthropic: Wire = {
  address: (url) => `${trimmed(url).replace(/\/v1$/, '')}/v1/messages`,
  headers: (key) => ({
    'anthropic-version': version,
    ...(key === null ? {} : { 'x-api-key': key }),
  }),
  body: ({ system, messages, tools }, model, most) => ({
    model,
    max_tokens: most,
    system,
    messages: messages.map(written),
    tools: tools.map(({ name, description, input }) => ({ name, description, input_schema: input })),
  }),
  turn: (answer) => {
    const parsed = answerSchema.safeParse(answer);
    if (!parsed.success) return null;
    const { content, usage } = parsed.data;
    return {
      text: content.flatMap((one) => (one.type === 'text' ? [one.text] : [])).join('\n'),
      calls: content
        .flatMap((one): Call[] =>
          one.type === 'tool_use' ? [{ id: one.id, name: one.name, given: one.input }] : [],
        )
        .slice(0, mostCalls),
      tokens: usage == null ? null : usage.input_tokens + usage.output_tokens,
    };
  },
};

function written(message: Message): Fields {
  switch (message.from) {
    case 'council':
      return { role: 'user', content: message.text };
    case 'model':
      return { role: 'assistant', content: said(message.turn) };
    case 'tools':
      return {
        role: 'user',
        content: message.results.map(({ call, ok, text }) => ({
          type: 'tool_result',
          tool_use_id: call.id,
          content: text,
          ...(ok ? {} : { is_error: true }),
        })),
      };
  }
}

/** What the model said, as it is told to it again; a text that is empty is refused there. */
const said = ({ text, calls }: Turn): readonly Fields[] => [
  ...(text.trim() === '' && calls.length > 0 ? [] : [{ type: 'text', text: text.trim() || '(nothing)' }]),
  ...calls.map(({ id, name, given }) => ({ type: 'tool_use', id, name, input: given ?? {} })),
];
