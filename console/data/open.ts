/** Every process that is open, of whatever kind, first what is due first: proposals in that order, other kinds as their lists are. */
import { useMemo } from 'react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
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

/** So many are read of each list at a time. */
const page = 100;

/** The path that lists a kind; undefined where it has none. */
export const listOf = ({ readings }: Kind): string | undefined =>
  readings.map(({ path }) => path).find((path) => !path.includes('{'));

/** A list of open processes, and where its next page begins; null: it is read to its end. */
interface Asked {
  readonly kind: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly cursor: string | null;
}

interface Pages {
  readonly open: readonly Open[];
  /** What is left of each list. */
  readonly rest: readonly Asked[];
}

/** The next page of each list, side by side. */
async function readPages(asked: readonly Asked[], signal: AbortSignal): Promise<Pages> {
  const answers = await Promise.all(
    asked.map(({ path, query, cursor }) =>
      read(
        path as '/v1/proposals',
        { query: { ...query, limit: page, ...(cursor !== null && { cursor }) } },
        signal,
      ),
    ),
  );
  return {
    open: answers.flatMap(({ items }, place) =>
      items.map((process) => ({ kind: asked[place]?.kind ?? '', process })),
    ),
    rest: asked.flatMap((list, place) => {
      const next = answers[place]?.next ?? null;
      return next === null ? [] : [{ ...list, cursor: next }];
    }),
  };
}

/**
 * @param which those that are due next, of which no more are read, or all; each is kept by itself
 * @param when false: they are not read yet
 */
export function useOpen(which: 'next' | 'all', when = true) {
  const asked = useKinds().flatMap((kind): Asked[] => {
    const path = listOf(kind);
    return path === undefined
      ? []
      : partsOf(kind).map((query) => ({ kind: kind.kind, path, query, cursor: null }));
  });
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['open', which],
    queryFn: ({ signal, pageParam }) => readPages(pageParam ?? asked, signal),
    initialPageParam: null as readonly Asked[] | null,
    getNextPageParam: ({ rest }) => (rest.length === 0 ? undefined : rest),
    enabled: when && asked.length > 0,
    placeholderData: keepPreviousData,
  });
  const open = useMemo(
    () =>
      onceEach((data?.pages ?? []).flatMap((pages) => pages.open)).sort((one, other) =>
        dueOf(one) < dueOf(other) ? -1 : 1,
      ),
    [data],
  );
  return {
    open,
    isKnown: data !== undefined,
    /** What was asked for first. */
    addresses: asked.map(
      ({ path, query }) => `${path}?${new URLSearchParams({ ...query, limit: String(page) }).toString()}`,
    ),
    error,
    /** Reads on; undefined where all is read, or being read. */
    more: hasNextPage && !isFetchingNextPage ? () => void fetchNextPage() : undefined,
    /** Whether there are more than these. */
    isMore: hasNextPage,
  };
}

/** The lists that hold all open ones of a kind. Of proposals one has all that end by themselves; the rest are being carried out. */
const partsOf = ({ kind }: Kind): readonly Readonly<Record<string, string>>[] =>
  kind === 'proposal' ? [{ order: 'deadline' }, { stage: 'execution' }] : [{ open: 'true' }];

const onceEach = (open: readonly Open[]): Open[] => [
  ...new Map(open.map((one) => [one.process.id, one])).values(),
];

const dueOf = ({ process: { deadline } }: Open): string => deadline ?? '9999';

/** What the member owes now, due first. @param when false: it is not read yet */
export const useOwed = (when = true) =>
  useRead('/v1/inbox', { query: { owed: true, limit: page } }, { when });
export const owedAddress = `/v1/inbox?owed=true&limit=${page}`;

/** What a process is about, as far as it says so. */
export function titleOf(process: Readonly<Record<string, unknown>>): string | null {
  const { title, what, principle, name, of } = process;
  const { title: lookedBackOn } = (of ?? {}) as { readonly title?: unknown };
  return (
    [title, what, principle, name, lookedBackOn].find((text): text is string => typeof text === 'string') ??
    null
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
