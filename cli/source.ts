/** Where files are read from: a folder, or a server over HTTP. Each file has a length beyond which it is not read. */
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { isObject, type JsonObject } from '../ledger/bytes/json.ts';
import { cliError, isCliError } from './error.ts';

export interface Source {
  /** In sentences. */
  readonly name: string;
  /**
   * The bytes at a path of slashes; undefined where there are none. Any other trouble, more than `longest` bytes among it, is thrown in
   * words.
   */
  readonly read: (path: string, longest: number) => Promise<Buffer | undefined>;
}

/** Milliseconds that a server has for one answer: evidence of a million ballots takes a while. */
const patience = 600_000;

export const isUrl = (text: string): boolean => /^https?:\/\//.test(text);

export function folderSource(folder: string): Source {
  return {
    name: folder,
    read: async (path, longest) => {
      const file = join(folder, ...path.split('/'));
      try {
        return await regularFile(file, longest);
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw unreadable(file, error);
      }
    },
  };
}

/** The bytes of a file that somebody named, of whatever kind it is. */
export async function fileBytes(file: string, longest: number): Promise<Buffer> {
  try {
    const handle = await open(file);
    return await collected(handle.createReadStream(), file, longest);
  } catch (error) {
    throw unreadable(file, error);
  }
}

/** The same, piece by piece. */
export async function eachPiece(
  file: string,
  longest: number,
  take: (bytes: Uint8Array) => void,
): Promise<void> {
  try {
    const handle = await open(file);
    await taken(handle.createReadStream({ highWaterMark: 1_000_000 }), file, longest, take);
  } catch (error) {
    throw unreadable(file, error);
  }
}

/** A folder that came from elsewhere may hold pipes and devices, which would never end: only files are read. */
async function regularFile(file: string, longest: number): Promise<Buffer> {
  const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK);
  if (!(await handle.stat()).isFile()) {
    await handle.close();
    throw cliError(`${file} is not a file.`);
  }
  return collected(handle.createReadStream(), file, longest);
}

async function collected(chunks: AsyncIterable<Uint8Array>, name: string, longest: number): Promise<Buffer> {
  const read: Uint8Array[] = [];
  await taken(chunks, name, longest, (chunk) => read.push(chunk));
  return Buffer.concat(read);
}

async function taken(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
  longest: number,
  take: (bytes: Uint8Array) => void,
): Promise<void> {
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > longest)
      throw cliError(`${name} has more than ${longest} bytes: it is none of a council’s files.`);
    take(chunk);
  }
}

export function isMissing(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' || code === 'ENOTDIR';
}

const unreadable = (name: string, error: unknown): Error =>
  isCliError(error) ? error : cliError(`${name} cannot be read (${(error as Error).message}).`);

/** @param token a bearer token for what only members may read */
export function serverSource(url: string, token?: string): Source {
  if (!isUrl(url) || !URL.canParse(url)) throw cliError(`${url} is no URL of a server.`);
  const name = url.replace(/\/+$/, '');
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return {
    name,
    read: async (path, longest) => {
      const { href } = new URL(`${name}/${path}`);
      try {
        const response = await fetch(href, { signal: AbortSignal.timeout(patience), headers });
        if (response.status === 404) return undefined;
        if (!response.ok) throw cliError(`${href} answered ${response.status}.`);
        return response.body === null ? Buffer.alloc(0) : await collected(response.body, href, longest);
      } catch (error) {
        throw unanswered(href, error);
      }
    },
  };
}

/**
 * Sends JSON to a server; answers the JSON object that it answers.
 * @throws in words: what the server says is wrong, where it says so (RFC 9457)
 */
export async function send(url: string, { method, path, token, body }: Sent): Promise<JsonObject> {
  const { name } = serverSource(url);
  const { href } = new URL(`${name}/${path}`);
  try {
    const response = await fetch(href, {
      method,
      signal: AbortSignal.timeout(patience),
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        'content-type': 'application/json',
      },
      body: JSON.stringify(body),
    });
    const bytes =
      response.body === null ? Buffer.alloc(0) : await collected(response.body, href, longestAnswer);
    const told: unknown = JSON.parse(bytes.toString('utf8'));
    if (response.ok && isObject(told)) return told;
    const detail = isObject(told) && typeof told.detail === 'string' ? ` ${told.detail}` : '';
    throw cliError(`${href} answered ${response.status}.${detail}`);
  } catch (error) {
    throw unanswered(href, error);
  }
}

interface Sent {
  readonly method: 'POST' | 'PUT';
  readonly path: string;
  readonly token?: string;
  readonly body: object;
}

/** Bytes of the answer to what was sent. */
const longestAnswer = 1_000_000;

function unanswered(url: string, error: unknown): Error {
  if (isCliError(error)) return error;
  const { message, cause } = error as Error;
  return cliError(`${url} does not answer (${cause instanceof Error ? cause.message : message}).`);
}

/** The same source, one folder down. */
export const within = ({ name, read }: Source, folder: string): Source => ({
  name: `${name}/${folder}`,
  read: (path, longest) => read(`${folder}/${path}`, longest),
});

/** The JSON object that a server answers, or in a sentence why there is none. */
export async function answered(
  server: Source,
  path: string,
  longest: number,
): Promise<{ readonly body: Readonly<Record<string, unknown>> } | { readonly trouble: string }> {
  try {
    const bytes = await server.read(path, longest);
    const body: unknown = bytes === undefined ? undefined : JSON.parse(bytes.toString('utf8'));
    return isObject(body)
      ? { body }
      : { trouble: `${server.name}/${path} answered nothing of a Folkmoot service.` };
  } catch (error) {
    if (isCliError(error)) return { trouble: error.message };
    if (error instanceof SyntaxError) return { trouble: `${server.name}/${path} answered no JSON.` };
    throw error;
  }
}
