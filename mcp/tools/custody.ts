/** Files in custody over tools: what one holds and is offered, its chain, and the acts by which it goes from hand to hand (ALM-6). */
import { z } from 'zod';
import { ask, type Fields, fieldsOf, query, read } from '../council.ts';
import { key, tool } from '../tool.ts';
import { quote } from '../words.ts';

const which = {
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe('Of the file’s bytes, in lower-case hexadecimal'),
  chain: z.uuid().optional().describe('Which chain of the file, where you may read several'),
};
const shown = z.looseObject({ files: z.array(z.looseObject({ id: z.string(), sha256: z.string() })) });

const filesOf = (custody: Fields): Fields => ({ files: [quote(custody, 'council')] });

export const custodyTools = [
  tool({
    name: 'custody',
    title: 'Files in custody',
    description:
      'Without `sha256`: what you brought, hold or held and what is offered to you. With it: one chain as it stands, the gaps in which nobody answered for the ' +
      'file, and its entries: who took it, from whom, when and why, and who read it. To read the bytes is an entry: GET /v1/custody/{sha256}.',
    input: z.strictObject({
      sha256: which.sha256.optional(),
      chain: which.chain,
      after: z.int().min(0).optional().describe('The number of the last entry of the page before'),
      cursor: z.string().max(500).optional().describe('Of the list: the `next` of the page before'),
    }),
    output: shown.extend({ entries: z.array(z.looseObject({ n: z.int(), kind: z.string() })).optional() }),
    reads: true,
    idempotent: true,
    run: async (council, { sha256, chain, after, cursor }) => {
      if (sha256 === undefined) {
        const { items, next } = await read(council, `/v1/custody${query({ cursor })}`);
        return { files: Array.isArray(items) ? items.map((one) => quote(one, 'council')) : [], next };
      }
      const path = `/v1/custody/${sha256}/chain${query({ chain, after })}`;
      const { document, ...custody } = await read(council, path);
      const { entries, next } = fieldsOf(document);
      const told = Array.isArray(entries) ? entries.map((one) => fieldsOf(fieldsOf(one).entry)) : [];
      // What proves an entry is for `folkmoot verify-custody`, which reads the chain itself.
      const plain = told.map(({ jws: _jws, salt: _salt, previous: _previous, ...entry }) =>
        quote(entry, String(entry.by)),
      );
      return { ...filesOf(custody), entries: plain, next };
    },
  }),
  tool({
    name: 'hand_over',
    title: 'Hand a file over',
    description:
      'Offers a file that you hold to another member, who takes it by signing for it; to yourself takes the offer back.',
    input: z.strictObject({
      ...which,
      to: z.string().max(64),
      why: z.string().max(5_000).describe('Why; it stands in the chain'),
      key,
    }),
    output: shown,
    reads: false,
    idempotent: false,
    run: async (council, { sha256, chain, to, why, key: again }) => {
      const path = `/v1/custody/${sha256}/transfers${query({ chain })}`;
      return filesOf(await ask(council, { method: 'POST', path, body: { to, why }, key: again }));
    },
  }),
  tool({
    name: 'take_file',
    title: 'Take a file',
    description:
      'Takes a file that is offered to you, or that you brought: by a flattened JWS of your own key over what is taken, from whom, when and why, which you sign on your own machine.',
    input: z.strictObject({
      ...which,
      jws: z
        .strictObject({ payload: z.string(), protected: z.string(), signature: z.string() })
        .describe('docs/identity.md says what is signed'),
      key,
    }),
    output: shown,
    reads: false,
    idempotent: false,
    run: async (council, { sha256, chain, jws, key: again }) => {
      const path = `/v1/custody/${sha256}/taking${query({ chain })}`;
      return filesOf(await ask(council, { method: 'POST', path, body: jws, key: again }));
    },
  }),
];
