/** Asks an endpoint for JSON, and bounds what it can cost: time, bytes, and how often it is asked again. */
import { setTimeout as pause } from 'node:timers/promises';

/** Bytes of an answer: what is longer is no answer of a model. */
export const longestAnswer = 1_000_000;
/** How often it is asked again where it says that it may pass, and how long it is waited where it does not say, in milliseconds. */
const again = 3;
const usualPause = 1_000;
/** Who asks to be left alone for longer than this, in milliseconds, is not waited for. */
const longestPause = 60_000;

/** Why there is no answer, in words that may stand on record: none are the endpoint's own. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

export interface Request {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/**
 * @param signal aborted when the time is over
 * @returns what the JSON of the answer says
 * @throws NoAnswer where there is none
 */
export async function ask(request: Request, signal: AbortSignal): Promise<unknown> {
  for (let tries = 1; ; tries += 1) {
    const { status, retryAfter, text } = await asked(request, signal).catch((error: unknown) => {
      throw error instanceof NoAnswer ? error : noAnswer(error, signal);
    });
    if (status === 200) return parsed(text);
    const passes = status === 429 || status >= 500;
    if (!passes || tries > again || (retryAfter ?? 0) > longestPause)
      throw new NoAnswer(`answered with status ${status}`);
    await pause(retryAfter ?? usualPause * tries, undefined, { signal }).catch(() => {
      throw new NoAnswer(`answered with status ${status} until the time was over`);
    });
  }
}

interface Asked {
  readonly status: number;
  /** Milliseconds. */
  readonly retryAfter: number | null;
  readonly text: string;
}

/** Whatever comes of it, the line is closed: what is not read of an answer is not sent on. */
async function asked({ url, headers, body }: Request, signal: AbortSignal): Promise<Asked> {
  const done = new AbortController();
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(body),
      // Where another host is named, the key does not go there.
      redirect: 'manual',
      signal: AbortSignal.any([signal, done.signal]),
    });
    const { status } = answer;
    if (status >= 300 && status < 400) throw new NoAnswer('sent its caller elsewhere, where no key is taken');
    return {
      status,
      retryAfter: seconds(answer.headers.get('retry-after')),
      text: status === 200 ? await textOf(answer) : '',
    };
  } finally {
    done.abort();
  }
}

/** The text of an answer, read no further than it may be long. */
async function textOf(answer: Response): Promise<string> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of (answer.body ?? []) as AsyncIterable<Uint8Array>) {
    length += piece.length;
    if (length > longestAnswer) throw new NoAnswer(`answered with more than ${longestAnswer} bytes`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new NoAnswer('answered with something that is no JSON');
  }
}

const noAnswer = (error: unknown, signal: AbortSignal): NoAnswer =>
  new NoAnswer(signal.aborted ? 'did not answer in time' : 'could not be reached', { cause: error });

/** `Retry-After` in seconds, as milliseconds; a date is waited for as if nothing was said (RFC 9110, section 10.2.3). */
const seconds = (said: string | null): number | null =>
  said !== null && /^\d{1,6}$/.test(said) ? Number(said) * 1_000 : null;
