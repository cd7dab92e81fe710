/** How processes of a kind are read: a list of them, newest first, one of them, and what happened in it, in order (REC-4, AUT-2). */
import { z } from 'zod';
import type { KindName, ProcessOf } from '../../rules/kinds.ts';
import type { Member } from '../../rules/model.ts';
import {
  listProcesses,
  processById,
  type ProcessFilter,
  type ProcessKind,
} from '../../store/processes/processes.ts';
import { hasRoom, roomOffice } from '../../store/processes/rooms.ts';
import { readTimeline } from '../../store/processes/timeline.ts';
import { pageOf, placeOf } from '../http/page.ts';
import { type MemberRoute, memberRoute, type ReadonlyDeep } from '../http/route.ts';
import { decisionId, decisionParams, pageQuery, type pageSchema } from '../http/schemas.ts';
import { problemError } from '../problems/problem.ts';
import type { OperationId } from '../rights/table.ts';
import type { Services } from '../service/services.ts';
import { listPathOf, pathOf } from './paths.ts';
import { type TimelineKind, timelinePlace, timelineSchemas } from './timelines.ts';

type StateOf<Kind extends ProcessKind> = ProcessOf<Kind>['state'];

interface Served<Kind extends KindName> {
  readonly kind: Kind;
  readonly operationId: OperationId;
  readonly summary: string;
  /** The rules that it serves. */
  readonly rules: readonly string[];
}

/** A path's `{id}`, where it is not the id of a process. */
type Params = z.ZodObject<{ id: z.ZodType<string, string> }>;

/** Finds processes of a kind by their ids; where there is none it throws a problem `not-found`. */
export const existingOf =
  <Kind extends ProcessKind>(kind: Kind) =>
  async ({ db }: Pick<Services, 'db'>, id: string): Promise<StateOf<Kind>> => {
    const state = await processById<StateOf<Kind>>(db, kind, id);
    if (state === undefined) throw problemError('not-found');
    return state;
  };

interface Page {
  readonly cursor?: string | undefined;
  readonly limit: number;
}

interface Listed<Kind extends ProcessKind, Query, Item extends z.ZodType> extends Served<Kind> {
  readonly query: z.ZodObject & z.ZodType<Query & Page>;
  readonly answer: { readonly description: string; readonly schema: ReturnType<typeof pageSchema<Item>> };
  /** What the query asks for, where it has other words for it than the store. */
  readonly filter?: (query: Omit<Query, 'cursor' | 'limit'>) => Partial<ProcessFilter>;
  readonly show: (
    services: Services,
    caller: Member,
    state: StateOf<Kind>,
  ) => Promise<ReadonlyDeep<z.input<Item>>>;
}

/** The list of a kind: of those in a room to who is in it, and to the office that enters every room. */
export const listRoute = <Kind extends ProcessKind, Query, Item extends z.ZodType>({
  kind,
  filter = (query) => query,
  show,
  ...served
}: Listed<Kind, Query, Item>): MemberRoute =>
  memberRoute({
    ...served,
    method: 'get',
    path: listPathOf(kind),
    problems: [],
    handle: async ({ services, caller, query: { cursor, limit, ...query } }) => {
      const before = placeOf(decisionId, cursor);
      const office = hasRoom(kind) ? await roomOffice(services.db) : null;
      const reader = { id: caller.id, guardian: office !== null && caller.roles.includes(office) };
      const asked = { kind, reader, ...filter(query), before, limit: limit + 1 };
      const page = pageOf(await listProcesses<StateOf<Kind>>(services.db, asked), limit, ({ id }) => id);
      return {
        items: await Promise.all(page.items.map((state) => show(services, caller, state))),
        next: page.next,
      };
    },
  });

interface One<Kind extends KindName, Answer extends z.ZodType> extends Served<Kind> {
  readonly params?: Params;
  readonly answer: { readonly description: string; readonly schema: Answer };
  /** @throws a problem `not-found`, also to who may not see it */
  readonly view: (services: Services, caller: Member, id: string) => Promise<ReadonlyDeep<z.input<Answer>>>;
}

/** One process of a kind. */
export const oneRoute = <Kind extends KindName, Answer extends z.ZodType>({
  kind,
  view,
  params = decisionParams,
  ...served
}: One<Kind, Answer>): MemberRoute =>
  memberRoute({
    ...served,
    method: 'get',
    path: pathOf(kind, ''),
    params,
    problems: [],
    handle: async ({ services, caller, params: { id } }) => view(services, caller, id),
  });

interface Told extends Served<TimelineKind> {
  readonly params?: Params;
  /**
   * @returns the process, and whether its reader was in its room: who was not is not shown what was said there
   * @throws a problem `not-found`, also to who may not see it
   */
  readonly find: (
    services: Services,
    caller: Member,
    id: string,
  ) => Promise<{ readonly id: string; readonly room?: boolean }>;
}

/** What happened in a process of a kind, page by page. */
export const timelineRoute = ({ kind, find, params = decisionParams, ...served }: Told): MemberRoute =>
  memberRoute({
    ...served,
    method: 'get',
    path: `${pathOf(kind, '')}/timeline`,
    params,
    query: z.strictObject(pageQuery),
    answer: { description: 'A page of the timeline', schema: timelineSchemas[kind] },
    problems: [],
    handle: async ({ services, caller, params: { id: asked }, query: { cursor, limit } }) => {
      const after = placeOf(timelinePlace, cursor);
      const { id, room } = await find(services, caller, asked);
      const read = await readTimeline(services.db, id, {
        after,
        limit: limit + 1,
        ...(room === undefined ? {} : { room }),
      });
      return pageOf(read, limit, ({ sequence, part }) => ({ sequence, part }));
    },
  });
