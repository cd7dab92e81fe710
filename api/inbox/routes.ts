/** The caller's inbox: what concerns them, and what they owe until when (CNF-5, AUT-2). */
import { z } from 'zod';
import { countUnread, listInbox, markRead } from '../../store/processes/notices.ts';
import { pageOf, placeOf } from '../http/page.ts';
import { problemError } from '../problems/problem.ts';
import { memberRoute } from '../http/route.ts';
import { nothing } from '../http/schemas.ts';
import { inboxQuery, inboxSchema, mostCounted, noticeParams, noticeSchema } from './schemas.ts';

/** A notice's place in the order in which they were written. */
const place = z.int().min(1);

export const inboxRoutes = [
  memberRoute({
    operationId: 'listNotices',
    method: 'get',
    path: '/v1/inbox',
    summary: 'The caller’s notices, the newest first, and how many are unread',
    rules: ['CNF-5', 'AUT-2'],
    query: inboxQuery,
    answer: { description: 'A page of notices', schema: inboxSchema },
    problems: [],
    handle: async ({ services: { db }, caller, query: { unread, cursor, limit } }) => {
      const before = placeOf(place, cursor);
      const read = await listInbox(db, caller.id, { unread, before, limit: limit + 1 });
      return {
        ...pageOf(read, limit, ({ id }) => id),
        unread: await countUnread(db, caller.id, mostCounted),
      };
    },
  }),
  memberRoute({
    operationId: 'markNoticeRead',
    method: 'post',
    path: '/v1/inbox/{id}/read',
    summary: 'Marks a notice of the caller’s as read; read again, it stays read since the first time',
    rules: ['AUT-2'],
    params: noticeParams,
    body: nothing,
    answer: { description: 'The notice', schema: noticeSchema },
    problems: ['idempotency-key-reused'],
    handle: async ({ services: { db, clock }, caller, params: { id } }) => {
      const notice = await markRead(db, caller.id, id, await clock(db));
      if (notice === undefined) throw problemError('not-found');
      return notice;
    },
  }),
];
