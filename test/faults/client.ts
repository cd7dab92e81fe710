/** Speaks HTTP as any member, and says plainly where no answer came. */
import type { TestTokens } from '../support/tokens.ts';
import { council } from './council.ts';

/** What the API answered is read by whoever expects something of it. */
export type Json = ReturnType<typeof JSON.parse>;

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body?: Json;
  readonly key?: string | null;
  /** Milliseconds until the client gives up. */
  readonly patience?: number;
}

export interface Answer {
  readonly status: number;
  /** The body as it came. */
  readonly text: string;
  readonly body: Json;
}

/** `lost`: no answer came, and nobody knows whether it was done. */
export type Heard = Answer | { readonly lost: string };

export interface Client {
  /** @param through the number of the API that is asked, of those there are */
  readonly ask: (member: string | null, asked: Asked, through?: number) => Promise<Heard>;
  readonly token: (member: string) => string;
  readonly urls: readonly string[];
}

const patience = 5_000;

export async function createClient(urls: readonly string[], tokens: TestTokens): Promise<Client> {
  const members = ['sol', 'wren', ...council];
  const signed = await Promise.all(members.map(async (id) => [id, await tokens.sign(id)] as const));
  const tokenOf = new Map(signed);
  const token = (member: string): string => {
    const found = tokenOf.get(member);
    if (found === undefined) throw new Error(`${member} has no token`);
    return found;
  };
  return {
    urls,
    token,
    ask: async (member, asked, through = 0) => {
      const url = new URL(asked.path, urls[through % urls.length]);
      try {
        const response = await fetch(url, {
          method: asked.method,
          headers: {
            ...(member === null ? {} : { authorization: `Bearer ${token(member)}` }),
            ...(asked.body === undefined ? {} : { 'content-type': 'application/json' }),
            ...(asked.key == null ? {} : { 'idempotency-key': asked.key }),
          },
          signal: AbortSignal.timeout(asked.patience ?? patience),
          ...(asked.body === undefined ? {} : { body: JSON.stringify(asked.body) }),
        });
        const text = await response.text();
        const isJson = response.headers.get('content-type')?.includes('json') ?? false;
        return { status: response.status, text, body: isJson ? JSON.parse(text) : text };
      } catch (error) {
        const { message, cause } = error as Error;
        return { lost: cause instanceof Error ? cause.message : message };
      }
    },
  };
}

export const answered = (heard: Heard): heard is Answer => 'status' in heard;

/** The body of a good answer; undefined for every other, and for none. */
export const bodyOf = (heard: Heard): Json =>
  answered(heard) && heard.status < 300 ? heard.body : undefined;
