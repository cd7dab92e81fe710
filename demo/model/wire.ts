/** A conversation with a model, whatever it is called over the wire. */
import type { Fields } from '../../mcp/council.ts';
import type { Tool } from '../seats/hands.ts';

/** A tool that the model asks for. */
export interface Call {
  readonly id: string;
  readonly name: string;
  /** Null: what it gave is no JSON object. */
  readonly given: Fields | null;
}

/** One answer of the model. */
export interface Turn {
  readonly text: string;
  readonly calls: readonly Call[];
  /** What the endpoint says that the request took, in tokens; null where it does not say. */
  readonly tokens: number | null;
}

export type Message =
  | { readonly from: 'council'; readonly text: string }
  | { readonly from: 'model'; readonly turn: Turn }
  | { readonly from: 'tools'; readonly results: readonly Result[] };

export interface Result {
  readonly call: Call;
  readonly ok: boolean;
  readonly text: string;
}

export interface Conversation {
  /** Who the model is, and how it takes part. */
  readonly system: string;
  readonly messages: readonly Message[];
  readonly tools: readonly Tool[];
}

/** How one kind of endpoint is asked and read. */
export interface Wire {
  /** Where it is asked, below the address that is given. */
  readonly address: (url: string) => string;
  readonly headers: (key: string | null) => Readonly<Record<string, string>>;
  /** @param most tokens of an answer at most */
  readonly body: (conversation: Conversation, model: string, most: number) => Fields;
  /** Null where the answer is none of this kind. */
  readonly turn: (answer: unknown) => Turn | null;
}

/** Tools that one answer may ask for; what is beyond is not read. */
export const mostCalls = 16;

/** An address without the slashes at its end. */
export const trimmed = (url: string): string => url.replace(/\/+$/, '');
