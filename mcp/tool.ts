/** A tool, defined once: what it takes and answers, what it may change, and how a refusal comes back. */
import type { CallToolResult, McpServer, ServerContext } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { type Council, type Fields, fieldsOf, Refused } from './council.ts';
import { quoteRefusal } from './words.ts';

export interface Tool<Input extends z.ZodObject = z.ZodObject> {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly input: Input;
  readonly output: z.ZodObject;
  /** It changes nothing. */
  readonly reads: boolean;
  /** Done twice it has done the same as once. */
  readonly idempotent: boolean;
  /** Throws Refused where the council refuses. */
  run(council: Council, given: z.output<Input>, context: ServerContext): Promise<Fields>;
}

/** Keeps the types of a tool's input for its own function, and puts them away. */
export const tool = <Input extends z.ZodObject>(definition: Tool<Input>): Tool => definition;

/** What makes a repeated call the same act; where it is left out, each call is a new one. */
export const key = z
  .string()
  .min(1)
  .max(255)
  .optional()
  .describe(
    'A key of your own for this act: called again with the same key and the same arguments, it is done once',
  );

export const decision = z.uuid().describe('The id of the decision or process');

export function register(server: McpServer, council: Council, { name, ...one }: Tool): void {
  server.registerTool(
    name,
    {
      title: one.title,
      description: one.description,
      inputSchema: one.input,
      outputSchema: one.output,
      annotations: {
        title: one.title,
        readOnlyHint: one.reads,
        destructiveHint: false,
        idempotentHint: one.reads || one.idempotent,
        openWorldHint: false,
      },
    },
    async (given, context) => {
      try {
        return answer(await one.run(council, given, context));
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        return refusal(error, given);
      }
    },
  );
}

const answer = (fields: Fields): CallToolResult => ({
  structuredContent: fields,
  content: [{ type: 'text', text: JSON.stringify(fields) }],
});

/** A refusal with its rule and facts, and what can be done instead (RFC 9457). */
function refusal({ answer: { status, body } }: Refused, given: unknown): CallToolResult {
  const { type, title, rule, facts, errors, can } = fieldsOf(body);
  const refused = {
    refused: {
      status,
      code: typeof type === 'string' ? type.replace(/^\/problems\//, '') : null,
      title: title ?? null,
      rule: rule ?? null,
      facts: quoteRefusal(facts ?? {}, given),
      ...(errors === undefined ? {} : { errors: quoteRefusal(errors, given) }),
      ...(can === undefined ? {} : { can }),
    },
  };
  return {
    isError: true,
    structuredContent: refused,
    content: [{ type: 'text', text: JSON.stringify(refused) }],
  };
}
