/** The HTTP interface of Folkmoot as the tools see it: asked as the member whose token it is, with nothing added to their rights (AUT-1). */

export interface Asked {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With its query. */
  readonly path: string;
  readonly body?: unknown;
  /** What makes a repeated request the same: `Idempotency-Key`. */
  readonly key?: string | undefined;
  /** The member's own signature of an act: `Folkmoot-Signature`. */
  readonly signature?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface Answered {
  readonly status: number;
  /** Read from JSON; of an answer that is none, its text. */
  readonly body: unknown;
}

export type Council = (asked: Asked) => Promise<Answered>;

/** An answer that refuses: the tool's result is made of it. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly answer: Answered;
  constructor(answer: Answered) {
    super(`refused with ${answer.status}`);
    this.answer = answer;
  }
}

export type Fields = Readonly<Record<string, unknown>>;

export const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};

/**
 * What was answered.
 * @throws Refused where the answer is no success
 */
export async function ask(council: Council, asked: Asked): Promise<Fields> {
  const answer = await council(asked);
  if (answer.status >= 400) throw new Refused(answer);
  return fieldsOf(answer.body);
}

export const read = (council: Council, path: string): Promise<Fields> =>
  ask(council, { method: 'GET', path });

/** A query of what is given; what is undefined is left out. */
export function query(given: Readonly<Record<string, string | number | boolean | undefined>>): string {
  const pairs = Object.entries(given).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, String(value)]],
  );
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`;
}
