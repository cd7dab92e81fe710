/** Processes of whatever kind: listed, and opened as their kind describes (PRO-2, ALM-3). */
import { z } from 'zod';
import { kindNames, kinds } from '../../rules/kinds.ts';
import { ask, type Council, type Fields, fieldsOf, query, read, Refused } from '../council.ts';
import { key, tool } from '../tool.ts';
import { show, shownSchema } from './shapes.ts';

const kind = z.enum(kindNames).describe('As `GET /v1/kinds` names it');

interface Opening {
  readonly path: string;
  readonly about: string;
  readonly body: unknown;
}

/** How a kind is opened by itself; undefined where it only comes out of another process. */
async function openingOf(council: Council, name: string): Promise<Opening | undefined> {
  const { items } = await read(council, '/v1/kinds');
  const described = (Array.isArray(items) ? items.map(fieldsOf) : []).find((one) => one.kind === name);
  const openings = Array.isArray(described?.openings) ? (described.openings as Opening[]) : [];
  return openings.find(({ path }) => !path.includes('{'));
}

const notOpened = (name: string): Refused =>
  new Refused({
    status: 409,
    body: {
      type: '/problems/not-permitted',
      title: 'It is opened by no act of its own',
      rule: 'AUT-1',
      facts: { kind: name },
    },
  });

export const openingTools = [
  tool({
    name: 'list_processes',
    title: 'Processes of a kind',
    description:
      'Alarms, conflicts, emergencies, repairs and the other kinds beside proposals, those that you may see: each with its stage and deadline.',
    input: z.strictObject({
      kind,
      open: z.boolean().default(true).describe('Those that have not ended'),
      cursor: z.string().max(500).optional().describe('The `next` of the page before'),
    }),
    output: z.looseObject({ items: z.array(shownSchema), next: z.string().nullable() }),
    reads: true,
    idempotent: true,
    run: async (council, { kind: name, open, cursor }) => {
      const list = name === 'family' ? 'foundings' : kinds[name].plural;
      const more = name === 'proposal' ? {} : { open: open || undefined };
      const { items, next } = await read(council, `/v1/${list}${query({ ...more, cursor, limit: 20 })}`);
      return { items: Array.isArray(items) ? items.map((one) => show(fieldsOf(one))) : [], next };
    },
  }),
  tool({
    name: 'open',
    title: 'Open a process',
    description:
      'Opens a process of another kind than a proposal: raises an alarm, begins a conflict, an emergency act, and what else opens by itself. `describe: true` tells what ' +
      'it takes and does nothing.',
    input: z.strictObject({
      kind,
      body: z.looseObject({}).optional().describe('What it takes'),
      describe: z.boolean().default(false),
      key,
    }),
    output: z.looseObject({
      decision: z.looseObject({}).optional(),
      opening: z.looseObject({}).optional().describe('What it takes, as JSON Schema'),
    }),
    reads: false,
    idempotent: false,
    run: async (council, { kind: name, body, describe, key: again }): Promise<Fields> => {
      const opening = await openingOf(council, name);
      if (opening === undefined) throw notOpened(name);
      const { path, about, body: schema } = opening;
      if (describe) return { opening: { about, body: schema } };
      return { decision: show(await ask(council, { method: 'POST', path, body: body ?? {}, key: again })) };
    },
  }),
];
