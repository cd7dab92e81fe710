/** Support over tools (SUP-1 to SUP-4): words come and go sealed, so that neither a tool nor the service that answers it ever has a readable one. */
import { z } from 'zod';
import { permissions, type SupportAct, supportActs } from '../../rules/support/permissions.ts';
import { ask, type Council, type Fields, fieldsOf, read } from '../council.ts';
import { key, tool } from '../tool.ts';
import { quote, type Words } from '../words.ts';

const id = z.uuid().describe('The id of the support');

/** What somebody sealed, or a key of theirs, as the text that it is: opened or used, and never read as words. */
const asText = (by: unknown, value: unknown): Words => ({ by: String(by), text: JSON.stringify(value) });

const itemsOf = ({ items }: Fields): Fields[] => (Array.isArray(items) ? items.map(fieldsOf) : []);

async function inIt(council: Council, one: string): Promise<Fields> {
  const path = `/v1/support/${one}`;
  const support = quote(await read(council, path), 'council');
  const said: Fields[] = [];
  for (let cursor: unknown = ''; typeof cursor === 'string';) {
    const from = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page = await read(council, `${path}/messages?limit=200${from}`);
    for (const { sealed, ...body } of itemsOf(page)) said.push({ ...body, sealed: asText(body.by, sealed) });
    cursor = page.next;
  }
  return { support: [support], said };
}

async function ofMine(council: Council): Promise<Fields> {
  const own = await read(council, '/v1/support');
  const services = await read(council, '/v1/support/services');
  const duty = await read(council, '/v1/support/duty');
  const onDuty = itemsOf(duty).map(({ keys, ...supporter }) => ({
    ...fieldsOf(quote(supporter, 'council')),
    keys: asText(supporter.member, keys),
  }));
  return {
    support: itemsOf(own).map((one) => quote(one, 'council')),
    onDuty,
    services: quote(services.contents, 'council'),
  };
}

export const supportTools = [
  tool({
    name: 'support',
    title: 'Support',
    description:
      'Your own support: what you asked for, are asked for, give, or were told, with what waits for you (`owes`); who is on duty, with their keys as JWK, ' +
      'and services outside. With `id` one of them, and all that is sealed for you in it: each a JWE, which you open with your own key on your own machine. ' +
      'It is company and referral, no treatment.',
    input: z.strictObject({ id: id.optional() }),
    output: z.looseObject({ support: z.array(z.looseObject({ id: z.string() })) }),
    reads: true,
    idempotent: true,
    run: (council, { id: one }) => (one === undefined ? ofMine(council) : inIt(council, one)),
  }),
  tool({
    name: 'support_act',
    title: 'Do something in support',
    description:
      'Asks for support (`ask`, with {words, for?}), or does what `can` of one allows: consent, taking, decline {who}, messages {words}, danger {ground, contact}, ' +
      'second, review {proper, reason}, end. `words`, `ground` and `reason` are sealed by you before you call this, as JWE in general JSON serialization to the keys of ' +
      'whoever is to read them: never put readable words here. An agent gives support only where the charter allows it, and is shown as one.',
    input: z.strictObject({
      act: z.enum(['ask', ...supportActs]),
      id: id.optional().describe('Which; none where you ask'),
      body: z.looseObject({}).default({}).describe('What the act takes'),
      key,
    }),
    output: z.looseObject({ support: z.array(z.looseObject({ id: z.string() })) }),
    reads: false,
    idempotent: false,
    run: async (council, { act, id: one, body, key: again }) => {
      const path = act === 'ask' ? '/v1/support' : `/v1/support/${one ?? ''}/${pathOf(act)}`;
      const support = await ask(council, { method: 'POST', path, body, key: again });
      return { support: [quote(support, 'council')] };
    },
  }),
];

const pathOf = (act: SupportAct): string => permissions[act].path ?? act;
