/** What is read, kept and read anew: one hook for every path of the interface, and one for every act. */
import {
  keepPreviousData,
  type Query,
  QueryClient,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  type UseQueryResult,
} from '@tanstack/react-query';
import { act, type Act, type Answers, type Parameters, read, type ReadPath, Refusal } from './client.ts';

/** Refusals are answers; only what may pass is asked again. */
const again = (failures: number, error: Error): boolean =>
  error instanceof Refusal &&
  (isOpening(error) ? failures < 20 : failures < 2) &&
  (error.status === 0 || error.status >= 500 || error.status === 429);

/** What was taken, and cannot be read yet: that of a large council takes its time. */
const isOpening = ({ problem }: Refusal): boolean =>
  (problem?.facts as Readonly<Record<string, unknown>> | undefined)?.['stage'] === 'opening';

/** Pages of a list that are read anew; one that was gone through further is left as it is: it would be read from its beginning, page after page. */
const mostPages = 5;

const isShort = ({ state: { data } }: { readonly state: { readonly data: unknown } }): boolean =>
  ((data as { readonly pages?: readonly unknown[] } | undefined)?.pages?.length ?? 1) <= mostPages;

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      retry: again,
      staleTime: 30_000,
      refetchOnWindowFocus: isShort,
      refetchOnMount: isShort,
      refetchOnReconnect: isShort,
    },
  },
});

interface Options {
  /** False: it is not read yet. */
  readonly when?: boolean;
  /** Milliseconds after which it is read anew by itself. */
  readonly every?: number;
}

export function useRead<Path extends ReadPath>(
  path: Path,
  parameters: Parameters = {},
  { when = true, every }: Options = {},
): UseQueryResult<Answers[Path]> {
  return useQuery({
    queryKey: [path, parameters],
    queryFn: ({ signal }) => read(path, parameters, signal),
    enabled: when,
    refetchInterval: every,
    placeholderData: keepPreviousData,
  });
}

type ListPath = {
  [Path in ReadPath]: Answers[Path] extends { items: unknown[]; next: string | null } ? Path : never;
}[ReadPath];
export type Item<Path extends ListPath> = Answers[Path] extends { items: (infer One)[] } ? One : never;

/**
 * Milliseconds between looks at an open poll where the stream is cut, or tells of no answers: else it says when there are new ones. Lists that are longer
 * than a page are not read over and over; their tally is.
 */
export const pollLook = 10_000;

/** A list page by page; `items` is what is known of it so far. */
export function useList<Path extends ListPath>(
  path: Path,
  parameters: Parameters = {},
  { when = true, every }: Options = {},
) {
  const { data, ...rest } = useInfiniteQuery({
    queryKey: [path, parameters, 'pages'],
    queryFn: ({ signal, pageParam }) =>
      read(
        path,
        {
          ...parameters,
          query: { limit: 100, ...parameters.query, ...(pageParam && { cursor: pageParam }) },
        },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (last) => (last as { next: string | null }).next ?? undefined,
    enabled: when,
    refetchInterval: ({ state }) =>
      every === undefined || (state.data?.pages.length ?? 0) > 1 ? false : every,
    placeholderData: keepPreviousData,
  });
  const items = (data?.pages ?? []).flatMap((page) => (page as { items: unknown[] }).items) as Item<Path>[];
  return { ...rest, items, isKnown: data !== undefined };
}

/** An act; what it may have changed is read anew. */
export function useAct(decision?: string) {
  const client = useQueryClient();
  return useMutation<unknown, Error, Act>({
    mutationFn: act,
    // However long its list has become, one sees what one has done oneself.
    onSuccess: () => changed(client, decision === undefined ? null : [decision], () => true),
  });
}

/** Reads anew what is shown of these decisions alone: answers came in them, of which no list tells. Lists longer than a page are left as they are. */
export function answered(client: QueryClient, decisions: readonly string[]): Promise<void> {
  return client.invalidateQueries({
    predicate: ({ queryKey: [path, parameters], state: { data } }) => {
      const id = (parameters as Parameters | undefined)?.path?.['id'];
      const { pages } = (data ?? {}) as { readonly pages?: readonly unknown[] };
      return polled.test(String(path)) && decisions.includes(String(id)) && (pages?.length ?? 1) === 1;
    },
  });
}

/** What of a decision answers change. */
const polled =
  /^\/v1\/(proposals\/\{id\}\/(tally|ballots|positions|preferences|statements|outlook|participants)|(emergencies|conflicts)\/\{id\})/;

/** What no decision changes. */
const unmoved: readonly unknown[] = [
  'a member',
  '/v1/kinds',
  '/v1/charter/versions/{n}',
  '/v1/session',
  '/health/ready',
];

const isOfSupport = ({ queryKey: [path] }: Query): boolean => String(path).startsWith('/v1/support');

/** Reads anew what is shown of support, of which no decision tells. */
export const supportChanged = (client: QueryClient): Promise<void> =>
  client.invalidateQueries({ predicate: isOfSupport });

/**
 * Reads anew what is shown of these decisions, or everything (null), and the lists that may name them: these last, since a browser asks a server for six
 * things at once.
 * @param isRead which of them; unless given, those that are not long
 */
export async function changed(
  client: QueryClient,
  decisions: readonly string[] | null,
  isRead: (query: Query) => boolean = isShort,
): Promise<void> {
  const isOf = (query: Query): boolean => {
    const id = (query.queryKey[1] as Parameters | undefined)?.path?.['id'];
    return typeof id === 'string' && (decisions === null || decisions.includes(id)) && isRead(query);
  };
  const mayName = (query: Query): boolean => {
    const [path, parameters] = query.queryKey;
    const isList = typeof (parameters as Parameters | undefined)?.path?.['id'] !== 'string';
    const isMoved = decisions === null || !isOfSupport(query);
    return isList && isMoved && !unmoved.includes(path) && isRead(query);
  };
  await Promise.all([
    client.invalidateQueries({ predicate: isOf }),
    client.invalidateQueries({ predicate: mayName }),
  ]);
}
