/** What tools take and answer in common, and how a decision is shown to who reads it. */
import { z } from 'zod';
import { kindNames, kinds } from '../../rules/kinds.ts';
import { type Council, type Fields, fieldsOf, read, Refused } from '../council.ts';
import { quote } from '../words.ts';

/** Paths under which the processes of each kind lie. */
const places: readonly string[] = kindNames.map((name) => kinds[name].plural);

export interface Found {
  /** Its path in the interface. */
  readonly path: string;
  /** Of its kind: `proposals`. */
  readonly kind: string;
  readonly state: Fields;
}

/**
 * A process of whatever kind, as the member may see it.
 * @throws Refused with `not-found` where there is none that the member may see
 */
export async function find(council: Council, id: string): Promise<Found> {
  let missing: unknown;
  for (const kind of places) {
    const path = `/v1/${kind}/${encodeURIComponent(id)}`;
    try {
      return { path, kind, state: await read(council, path) };
    } catch (error) {
      if (!(error instanceof Refused) || error.answer.status !== 404) throw error;
      missing = error;
    }
  }
  throw missing;
}

/** Whose words its own are: who wrote it, acted, or opened it; of a conflict whoever its first party is. */
function authorOf(state: Fields): string {
  const { author, actor, appellant, parties } = state;
  const first: unknown = Array.isArray(parties) ? (parties as unknown[][])[0]?.[0] : undefined;
  const by = [author, actor, appellant, first].find((one) => typeof one === 'string');
  return typeof by === 'string' ? by : 'council';
}

export const show = (state: Fields): Fields => fieldsOf(quote(state, authorOf(state)));

/** A notice or an event: its facts are what somebody did or said. */
export const showAll = (items: unknown): unknown[] =>
  Array.isArray(items) ? items.map((item) => quote(item, 'council')) : [];

export const shownSchema = z
  .looseObject({
    id: z.string(),
    stage: z.string(),
    deadline: z.string().nullable(),
    outcome: z.string().nullable(),
    can: z.array(z.string()).describe('What you may do in it now'),
  })
  .describe('As it stands; each text that somebody wrote is {by, text}');

export const owedSchema = z
  .array(
    z.looseObject({
      decision: z.string(),
      owes: z.string().nullable().describe('The act that you owe'),
      due: z.string().nullable().describe('Until when; null: as long as it takes'),
    }),
  )
  .describe('What you owe now, what is due first at the top');
