/** The caller's inbox: what concerns them, and what they owe until when (CNF-5, AUT-2). */
import { processesAbout } from '../../store/inbox/about.ts';
import { countUnread, markRead } from '../../store/inbox/notices.ts';
import { problemError } from '../problems/problem.ts';
import { memberRoute } from '../http/route.ts';
import { nothing } from '../http/schemas.ts';
import { changesRoute } from './changes.ts';
import { followingRoutes } from './following.ts';
import { inboxQuery, inboxSchema, mostCounted, noticeParams, noticeSchema } from './schemas.ts';
import { readNewest, readOwed, showNotice } from './showing.ts';

export const inboxRoutes = [
  memberRoute({
    operationId: 'listNotices',
    method: 'get',
    path: '/v1/inbox',
    summary: 'The caller’s notices, the newest first, and how many are unread; or what the caller owes now',
    rules: ['CNF-5', 'AUT-2'],
    query: inboxQuery,
    answer: { description: 'A page of notices', schema: inboxSchema },
    worded: true,
    problems: [],
    handle: async ({ services: { db, clock }, findAct, caller, language, query }) => {
      const { unread, owed, cursor, limit } = query;
      const reading = { db, reader: caller, language };
      const page = owed
        ? await readOwed({ ...reading, at: await clock(db) }, { cursor, limit }, findAct)
        : await readNewest(reading, { unread, cursor, limit }, findAct);
      return { ...page, unread: await countUnread(db, caller.id, mostCounted) };
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
    worded: true,
    problems: ['idempotency-key-reused'],
    handle: async ({ services: { db, clock }, findAct, caller, language, params: { id } }) => {
      const notice = await markRead(db, caller.id, id, await clock(db));
      if (notice === undefined) throw problemError('not-found');
      return showNotice(
        notice,
        { reader: caller, language, about: await processesAbout(db, [notice.decision], caller) },
        findAct,
      );
    },
  }),
  changesRoute,
  ...followingRoutes,
];
