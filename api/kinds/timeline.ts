/** What happened in a process of any kind, in order, page by page (REC-4). */
import { z } from 'zod';
import type { Member } from '../../rules/model.ts';
import { readTimeline, type TimelineItem } from '../../store/processes/timeline.ts';
import { pageOf, placeOf } from '../http/page.ts';
import { type MemberRoute, memberRoute } from '../http/route.ts';
import { decisionParams, pageQuery, type pageSchema } from '../http/schemas.ts';
import { timelinePlace } from '../proposals/schemas.ts';
import type { OperationId } from '../rights/table.ts';
import type { Services } from '../service/services.ts';

/** How a timeline is served: to whoever finds the process, and without what was said in its room where they were not in it (AUT-2). */
interface Serving {
  readonly operationId: OperationId;
  readonly path: string;
  readonly summary: string;
  readonly rules: readonly string[];
  readonly params?: z.ZodObject<{ id: z.ZodType<string, string> }>;
  readonly schema: ReturnType<typeof pageSchema<z.ZodType<TimelineItem, TimelineItem>>>;
  /** @throws a problem `not-found`, also to who may not see it */
  readonly find: (
    services: Services,
    caller: Member,
    id: string,
  ) => Promise<{ readonly id: string; readonly room?: boolean }>;
}

export const timelineRoute = ({ schema, find, params = decisionParams, ...served }: Serving): MemberRoute =>
  memberRoute({
    ...served,
    method: 'get',
    params,
    query: z.strictObject(pageQuery),
    answer: { description: 'A page of the timeline', schema },
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
