/** Every process that is open, of whatever kind, first what is due first: proposals in that order, other kinds as their lists are. */
import { keepPreviousData, useQueries } from '@tanstack/react-query';
import { read, type Schemas } from './client.ts';
import { type Kind, useKinds } from './council.ts';
import { useRead } from './reading.ts';

export type Notice = Schemas['Notice'];

/** What the processes of all kinds have. */
export interface Process {
  readonly id: string;
  readonly stage: string;
  readonly deadline: string | null;
  readonly outcome: string | null;
  readonly createdAt: string;
  readonly endedAt: string | null;
  readonly can: readonly string[];
  readonly [field: string]: unknown;
}

export interface Open {
  readonly kind: string;
  readonly process: Process;
}

/** So many are shown of each list that is read. */
const most = 200;

/** The path that lists a kind; undefined where it has none. */
export const listOf = ({ readings }: Kind): string | undefined =>
  readings.map(({ path }) => path).find((path) => !path.includes('{'));

export function useOpen(): {
  readonly open: readonly Open[];
  readonly isKnown: boolean;
  readonly error: Error | null;
} {
  const asked = useKinds().flatMap((kind) => {
    const path = listOf(kind);
    return path === undefined
      ? []
      : partsOf(kind).map((query) => ({ kind: kind.kind, path, query: { ...query, limit: most } }));
  });
  return useQueries({
    queries: asked.map(({ path, query }) => {
      const parameters = { query };
      return {
        queryKey: [path, parameters],
        queryFn: ({ signal }: { signal: AbortSignal }) => read(path as '/v1/proposals', parameters, signal),
        placeholderData: keepPreviousData,
      };
    }),
    combine: (results) => ({
      isKnown: results.length > 0 && results.every(({ data }) => data !== undefined),
      error: results.find(({ error }) => error !== null)?.error ?? null,
      open: onceEach(
        results.flatMap(({ data }, place) =>
          (data?.items ?? []).map((process) => ({ kind: asked[place]?.kind ?? '', process })),
        ),
      ).sort((one, other) => (dueOf(one) < dueOf(other) ? -1 : 1)),
    }),
  });
}

/** The lists that hold all open ones of a kind. Of proposals one has all that end by themselves; the rest are being carried out. */
const partsOf = ({ kind }: Kind): readonly Readonly<Record<string, string>>[] =>
  kind === 'proposal' ? [{ order: 'deadline' }, { stage: 'execution' }] : [{ open: 'true' }];

const onceEach = (open: readonly Open[]): Open[] => [
  ...new Map(open.map((one) => [one.process.id, one])).values(),
];

const dueOf = ({ process: { deadline } }: Open): string => deadline ?? '9999';

/** What the member owes now, due first. */
export const useOwed = () => useRead('/v1/inbox', { query: { owed: true, limit: 100 } });

/** What a process is about, as far as it says so. */
export function titleOf(process: Readonly<Record<string, unknown>>): string | null {
  const { title, what, principle, of } = process;
  const { title: lookedBackOn } = (of ?? {}) as { readonly title?: unknown };
  return (
    [title, what, principle, lookedBackOn].find((text): text is string => typeof text === 'string') ?? null
  );
}

/** Acts by which one answers a poll. */
const answers = ['ballot', 'position', 'preferences', 'polls/override/ballot', 'polls/ratification/ballot'];

/** What the member has to do with a process: they owe an answer, have given it and may change it, or nothing is asked of them. */
export function relationTo(
  { id, can, stage }: Process,
  owed: readonly Notice[],
): 'owes' | 'answered' | 'may-act' | 'nothing' {
  if (owed.some(({ decision }) => decision === id)) return 'owes';
  if (can.some((act) => answers.includes(act)) && stage !== 'draft') return 'answered';
  return can.some((act) => ['submission', 'edit', 'report', 'approval', 'resolution', 'task'].includes(act))
    ? 'may-act'
    : 'nothing';
}
