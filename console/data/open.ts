/** Every process that is open, of whatever kind, first what is due first: read stage by stage, as the lists of each kind can be asked. */
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

/** Of each stage of a kind at most so many are shown. */
const most = 50;

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
      : kind.stages
          .filter(({ name }) => name !== 'ended')
          .map(({ name }) => ({ kind: kind.kind, path, stage: name }));
  });
  return useQueries({
    queries: asked.map(({ path, stage }) => {
      const parameters = { query: { stage, limit: most } };
      return {
        queryKey: [path, parameters],
        queryFn: ({ signal }: { signal: AbortSignal }) => read(path as '/v1/proposals', parameters, signal),
        placeholderData: keepPreviousData,
      };
    }),
    combine: (results) => ({
      isKnown: results.length > 0 && results.every(({ data }) => data !== undefined),
      error: results.find(({ error }) => error !== null)?.error ?? null,
      open: results
        .flatMap(({ data }, place) =>
          (data?.items ?? []).map((process) => ({
            kind: asked[place]?.kind ?? '',
            process: process,
          })),
        )
        .sort((one, other) => (dueOf(one) < dueOf(other) ? -1 : 1)),
    }),
  });
}

const dueOf = ({ process: { deadline } }: Open): string => deadline ?? '9999';

/** What the member owes now, due first. */
export const useOwed = () => useRead('/v1/inbox', { query: { owed: true, limit: 100 } });

/** What a process is about, as far as it says so. */
export function titleOf(process: Readonly<Record<string, unknown>>): string | null {
  const { title, what, principle } = process;
  return [title, what, principle].find((text): text is string => typeof text === 'string') ?? null;
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
