/** What the clients did: every operation with its key, each attempt at it, and what was heard. */
import { answered, type Client, type Heard, type Json } from './client.ts';

/** What somebody means to do. Its name is unique in a run, stands in its words, and so shows wherever it was done. */
export interface Intent {
  readonly name: string;
  readonly act: string;
  readonly member: string;
  readonly method: 'POST' | 'PUT' | 'PATCH';
  readonly path: string;
  readonly body?: Json;
  /** The decision that it belongs to; null where it makes one. */
  readonly decision: string | null;
}

export type Verdict = 'ok' | 'refused' | 'unknown';

export interface Attempt {
  /** Milliseconds since 1970. */
  readonly invoked: number;
  readonly answered: number;
  readonly verdict: Verdict;
  readonly heard: Heard;
}

export interface Operation extends Intent {
  readonly key: string | null;
  readonly attempts: readonly Attempt[];
  readonly verdict: Verdict;
  /** The last answer; undefined where none came. */
  readonly answer: Json;
}

export interface History {
  readonly operations: readonly Operation[];
  /** Tries it once, and keeps what came of it; of a POST tried before, under its key. */
  readonly attempt: (intent: Intent, through: number, patience?: number) => Promise<Operation>;
}

/** 429 and 5xx say nothing of what was done, and neither does silence. */
function verdictOf(heard: Heard): Verdict {
  if (!answered(heard)) return 'unknown';
  if (heard.status < 300) return 'ok';
  return heard.status === 429 || heard.status >= 500 ? 'unknown' : 'refused';
}

/** What was once acknowledged stays so; otherwise the last word counts. */
const together = (attempts: readonly Attempt[]): Verdict =>
  attempts.some(({ verdict }) => verdict === 'ok') ? 'ok' : (attempts.at(-1)?.verdict ?? 'unknown');

type Begun = Operation & { readonly attempts: Attempt[] };

function begun(intent: Intent, key: string | null): Begun {
  const attempts: Attempt[] = [];
  return {
    ...intent,
    key,
    attempts,
    get verdict() {
      return together(attempts);
    },
    get answer() {
      const best = attempts.find(({ verdict }) => verdict === 'ok') ?? attempts.at(-1);
      return best !== undefined && answered(best.heard) ? best.heard.body : undefined;
    },
  };
}

export function createHistory(client: Client): History {
  const operations = new Map<string, Begun>();
  return {
    get operations() {
      return [...operations.values()];
    },
    attempt: async (intent, through, patience) => {
      const { name, method, path, body, member } = intent;
      const key = method === 'POST' ? name : null;
      const operation = operations.get(name) ?? begun(intent, key);
      if (operation.attempts.length > 0 && key === null)
        throw new Error(`${name} has no key and was tried before`);
      operations.set(name, operation);
      const invoked = Date.now();
      const heard = await client.ask(
        member,
        { method, path, body, key, ...(patience === undefined ? {} : { patience }) },
        through,
      );
      operation.attempts.push({ invoked, answered: Date.now(), verdict: verdictOf(heard), heard });
      return operation;
    },
  };
}
