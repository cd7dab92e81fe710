/** Whatever else a member may do in a process: the acts of its kind, as the council describes them. */
import { z } from 'zod';
import { ask, type Council, type Fields, fieldsOf, read, Refused } from '../council.ts';
import { decision, key, tool } from '../tool.ts';
import { find, type Found, show, shownSchema } from './shapes.ts';

interface Act {
  readonly name: string;
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly about: string;
  readonly body: unknown;
}

async function actsOf(council: Council, { path }: Found): Promise<Act[]> {
  const { items } = await read(council, '/v1/kinds');
  const kinds = Array.isArray(items) ? items.map(fieldsOf) : [];
  const acts = kinds.flatMap((kind) => (Array.isArray(kind.acts) ? (kind.acts as Act[]) : []));
  const place = path.split('/').slice(0, 3).join('/');
  return acts.filter((act) => act.path.startsWith(`${place}/`));
}

/** An act that its kind does not have, or that is not the member's now: with those that are. */
const notAmong = (act: string, can: unknown): Refused =>
  new Refused({
    status: 409,
    body: {
      type: '/problems/not-permitted',
      title: 'This is no act of yours here now',
      rule: 'AUT-1',
      facts: { act },
      can,
    },
  });

export const actTool = tool({
  name: 'act',
  title: 'Do something else',
  description:
    'Any other act that stands in `can` of a decision: amendments, withdrawal, objection, veto, consents, terms, report … Without `body` for an act that ' +
    'needs one it is refused with what is missing; `describe: true` tells what the act takes and does nothing.',
  input: z.strictObject({
    id: decision,
    act: z.string().max(64).describe('As `can` names it'),
    body: z.looseObject({}).optional().describe('What the act takes'),
    n: z.int().min(1).optional().describe('Of what is numbered, which: the terms that are accepted'),
    describe: z.boolean().default(false),
    signature: z
      .string()
      .max(1_000)
      .optional()
      .describe(
        'Your own signature, where the charter has acts signed: the header that `folkmoot sign --act` makes',
      ),
    key,
  }),
  output: z.looseObject({
    decision: shownSchema,
    act: z.looseObject({}).optional().describe('What it takes, as JSON Schema'),
  }),
  reads: false,
  idempotent: false,
  run: async (council, { id, act, body, n, describe, signature, key: again }) => {
    const found = await find(council, id);
    const known = (await actsOf(council, found)).find(({ name }) => name === act);
    if (known === undefined) throw notAmong(act, found.state.can);
    if (describe) return { decision: show(found.state), act: described(known) };
    const path = known.path.replace('{id}', id).replace('{n}', String(n ?? 1));
    try {
      await ask(council, { method: known.method, path, body: body ?? {}, key: again, signature });
    } catch (error) {
      if (error instanceof Refused) throw withCan(error, found.state.can);
      throw error;
    }
    return { decision: show((await find(council, id)).state) };
  },
});

const described = ({ name, about, body }: Act): Fields => ({ name, about, body });

const withCan = ({ answer }: Refused, can: unknown): Refused =>
  new Refused({ status: answer.status, body: { ...fieldsOf(answer.body), can } });
