/** All that somebody can read of a council: every reading operation of its description, its metrics, its events, and what agents are told. */
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import type { Json } from './http.ts';

export interface Reader {
  readonly url: string;
  /** Undefined: a caller without one. */
  readonly token: string | undefined;
}

/** By the first part of a path after the version, the ids that can stand in it. */
export type Ids = Readonly<Record<string, readonly string[]>>;

/** What each way of reading answered, with its status; names made in this council and instants are left out of it. */
export async function everythingRead(reader: Reader, ids: Ids): Promise<ReadonlyMap<string, string>> {
  const { url, token } = reader;
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const document: Json = await (await fetch(new URL('/openapi.json', url))).json();
  const read = new Map<string, string>();
  // The log’s keys and what it signs are each council’s own.
  const isOwn = (path: string): boolean => path.startsWith('/v1/ledger/');
  const paths = Object.keys(document.paths).filter(
    (path) => document.paths[path].get !== undefined && path !== '/v1/events' && isRead(path) && !isOwn(path),
  );
  const get = async (path: string): Promise<void> => {
    const response = await fetch(new URL(path, url), { headers });
    const text = path === '/metrics' ? counters(await response.text()) : await response.text();
    read.set(path, `${response.status} ${text}`);
  };
  const filled = paths.flatMap((path) => fillings(path, ids));
  for (let from = 0; from < filled.length; from += together)
    await Promise.all(filled.slice(from, from + together).map(get));
  read.set('/v1/events', await events(reader));
  if (token !== undefined) for (const [tool, text] of await tools(reader, ids)) read.set(tool, text);
  const numbered = new Map(
    Object.values(ids)
      .flat()
      .map((id, place) => [id, `<decision ${place + 1}>`]),
  );
  const named = (text: string): string =>
    nameless([...numbered].reduce((said, [id, name]) => said.replaceAll(id, name), text));
  return new Map([...read].map(([way, text]) => [named(way), named(text)]));
}

/** Requests under way at once. */
const together = 8;

const isRead = (path: string): boolean => path.startsWith('/v1/') || path === '/metrics';

/** Lists that can be asked for what stands against alone. */
const answersListed = [
  ['/ballots', 'choice=against'],
  ['/positions', 'position=block'],
] as const;

/** A path with its parameters filled; a decision's by each id that there is of its kind. */
function fillings(path: string, ids: Ids): string[] {
  const kind = path.split('/')[2] ?? '';
  const own = kind === 'decisions' ? Object.values(ids).flat() : (ids[kind] ?? []);
  const filled = path
    .replace('/members/{id}', '/members/carl')
    .replace('{n}', '1')
    .replace('{poll}', 'override')
    .replace('{part}', 'ballots')
    .replace('{member}', 'carl')
    .replace('{sha256}', ids['custody']?.[0] ?? 'a'.repeat(64))
    .replace('{path}', '0/000')
    .replace('{code}', 'not-found');
  const against = answersListed.find(([list]) => filled.endsWith(list))?.[1];
  const asked = against === undefined ? [filled] : [filled, `${filled}?${against}`];
  return filled.includes('{id}')
    ? own.flatMap((id) => asked.map((one) => one.replace('{id}', id)))
    : [filled];
}

/** What is counted; how long it took, and what the machine does, is another's business. */
const counters = (text: string): string =>
  text
    .split('\n')
    .filter((line) => line.startsWith('folkmoot_') && !/_http_|clock/.test(line))
    .join('\n');

/** What was streamed to somebody who missed everything, as far as it comes within a moment. */
async function events({ url, token }: Reader): Promise<string> {
  const stop = new AbortController();
  const response = await fetch(new URL('/v1/events', url), {
    headers: { 'last-event-id': '0', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
    signal: stop.signal,
  });
  if (response.status !== 200) return `${response.status} ${await response.text()}`;
  const over = setTimeout(() => stop.abort(), 600);
  let text = '';
  try {
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) text += chunk;
  } catch (error) {
    if (!stop.signal.aborted) throw error;
  } finally {
    clearTimeout(over);
  }
  return text;
}

async function tools({ url, token }: Reader, ids: Ids): Promise<[tool: string, text: string][]> {
  const client = new Client({ name: 'reader', version: '1' });
  await client.connect(
    new StreamableHTTPClientTransport(new URL('/mcp', url), {
      requestInit: { headers: { authorization: `Bearer ${token}` } },
    }),
  );
  const read: [string, string][] = [];
  const ask = async (name: string, given: object): Promise<void> => {
    const result = await client.callTool({ name, arguments: { ...given } });
    read.push([`${name} ${JSON.stringify(given)}`, JSON.stringify(result)]);
  };
  for (const id of Object.values(ids).flat()) await ask('get_decision', { id });
  await ask('inbox', { owed: true });
  await ask('inbox', { owed: false });
  await ask('list_decisions', {});
  await client.close();
  return read;
}

/** Ids and hashes are each council's own; so are instants where time passes, and the numbers of notices that are written side by side. */
const nameless = (text: string): string =>
  text
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<id>')
    .replace(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, '<instant>')
    .replace(/\b[0-9a-f]{64}\b/g, '<hash>')
    .replace(/(\\*"id\\*":)\d+/g, '$1<number>');
