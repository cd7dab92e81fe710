/** A chain of custody, read page by page and checked here by the ledger's own code; and a taking, signed by a key that does not leave the browser (ALM-6). */
import '../browser/buffer.ts';
import '../browser/schemas.ts';
import { type CustodyChain, custodyChainSchema, verifyChain } from '../../ledger/custody/chain.ts';
import { takingFormat, unsignedTaking } from '../../ledger/custody/taking.ts';
import { parseVerifiers } from '../../ledger/log/keys.ts';
import { act, bytesAt, read, type Schemas } from './client.ts';
import { now } from './clock.ts';
import { type OwnKey, signedBy } from './support/own-keys.ts';

export type Custody = Schemas['Custody'];
export type Shown = Schemas['CustodyShown'];

/** How it stands, and all of its pages. @throws a Refusal */
export async function chainOf(sha256: string, chain: string | null) {
  const pages: CustodyChain[] = [];
  let first: Shown | undefined;
  for (let after: number | null = 0; after !== null;) {
    const query = { after, ...(chain !== null && { chain }) };
    const shown: Shown = await read(
      '/v1/custody/{sha256}/chain',
      { path: { sha256 }, query },
      new AbortController().signal,
    );
    first ??= shown;
    pages.push(custodyChainSchema.parse(shown.document));
    after = shown.document.next;
  }
  if (first === undefined) throw new Error('a chain has a page');
  const { document: _document, ...standing } = first;
  return { standing, pages, entries: pages.flatMap((page) => page.entries.map(({ entry }) => entry)) };
}
export type Chain = Awaited<ReturnType<typeof chainOf>>;
export type Entry = Chain['entries'][number];

export interface Verdict {
  readonly faults: readonly string[];
  /** How many entries and how many takings hold; of one that does not, none. */
  readonly entries: number;
  readonly takings: number;
}

/** Checks the pages by the keys of the log that the service names. @throws a Refusal */
export async function verify(pages: readonly CustodyChain[]): Promise<Verdict> {
  const verifiers = parseVerifiers(new TextDecoder().decode(await bytesAt('/v1/ledger/keys')));
  const proven = 'fault' in verifiers ? { faults: [verifiers.fault] } : verifyChain(pages, verifiers);
  if ('faults' in proven) return { faults: proven.faults, entries: 0, takings: 0 };
  const takings = proven.entries.filter(({ kind }) => kind === 'taken').length;
  return { faults: [], entries: proven.entries.length, takings };
}

/** The same pages with one hour of the newest entry changed: a claim that nobody made. */
export const withOneEntryChanged = (pages: readonly CustodyChain[]): readonly CustodyChain[] =>
  pages.map((page, place) =>
    place < pages.length - 1
      ? page
      : {
          ...page,
          entries: page.entries.map(({ entry, ...at }, n) => ({
            entry:
              n < page.entries.length - 1
                ? entry
                : { ...entry, at: new Date(Date.parse(entry.at) + 3_600_000).toISOString() },
            ...at,
          })),
        },
  );

/** Signs for a file as it stands, and takes it. @throws a Refusal */
export async function take(
  { id: chain, council, answers, holder: from, sha256 }: Custody,
  why: string,
  key: OwnKey,
): Promise<void> {
  const at = new Date(now()).toISOString();
  const { member } = key;
  const taking = { answers, at, chain, council, format: takingFormat, from, member, sha256, why } as const;
  const { unsigned, input } = unsignedTaking(taking, key.id);
  const signature = Buffer.from(await signedBy(key, input)).toString('base64url');
  await act({
    method: 'POST',
    path: `/v1/custody/${sha256}/taking?chain=${chain}`,
    body: { ...unsigned, signature },
  });
}
