/** The caller's inbox: what concerns them, and what they owe until when (CNF-5, AUT-2). */
import { z } from 'zod';
import type { Member } from '../../rules/model.ts';
import { type About, processesAbout } from '../../store/processes/about.ts';
import { countUnread, listInbox, markRead, type Notice } from '../../store/processes/notices.ts';
import { listOwed } from '../../store/processes/owed.ts';
import type { Db } from '../../store/postgres/database.ts';
import { mapPage, type Page, pageOf, placeOf } from '../http/page.ts';
import { problemError } from '../problems/problem.ts';
import { type FindAct, memberRoute } from '../http/route.ts';
import { nothing } from '../http/schemas.ts';
import { inboxQuery, inboxSchema, mostCounted, noticeParams, noticeSchema } from './schemas.ts';

/** A notice's place in the order in which they were written. */
const place = z.int().min(1);
/** Its place among what is owed: by when, and then as they were written. */
const owedPlace = z.strictObject({ due: z.iso.datetime().nullable(), id: place });

interface Reading {
  readonly db: Db;
  readonly reader: Member;
}
type NoticePage = Page<Notice> & { readonly about: ReadonlyMap<string, About> };

async function newestPage(
  { db, reader }: Reading,
  unread: boolean,
  cursor: string | undefined,
  limit: number,
): Promise<NoticePage> {
  const before = placeOf(place, cursor);
  const read = await listInbox(db, reader.id, { unread, before, limit: limit + 1 });
  const page = pageOf(read, limit, ({ id }) => id);
  const decisions = page.items.map(({ decision }) => decision);
  return { ...page, about: await processesAbout(db, decisions, reader) };
}

async function owedPage(
  { db, reader, at }: Reading & { readonly at: string },
  cursor: string | undefined,
  limit: number,
): Promise<NoticePage> {
  const after = placeOf(owedPlace, cursor);
  const { notices, about } = await listOwed(db, reader, at, { after, limit: limit + 1 });
  return { ...pageOf(notices, limit, ({ due, id }) => ({ due, id })), about };
}

/** With what it is about, and where the act that it asks for is done. */
function showNotice(notice: Notice, about: ReadonlyMap<string, About>, findAct: FindAct) {
  const found = about.get(notice.decision);
  const { owes } = notice;
  const route =
    found === undefined || owes === null ? undefined : findAct(found.process.kind, notice.decision, owes);
  return { ...notice, title: found?.title ?? null, route: route ?? null };
}

export const inboxRoutes = [
  memberRoute({
    method: 'get',
    path: '/v1/inbox',
    summary: 'The caller’s notices, the newest first, and how many are unread; or what the caller owes now',
    rules: ['CNF-5', 'AUT-2'],
    query: inboxQuery,
    answer: { description: 'A page of notices', schema: inboxSchema },
    problems: [],
    handle: async ({ services: { db, clock }, findAct, caller, query: { unread, owed, cursor, limit } }) => {
      const page = owed
        ? await owedPage({ db, reader: caller, at: await clock(db) }, cursor, limit)
        : await newestPage({ db, reader: caller }, unread, cursor, limit);
      const show = (notice: Notice) => showNotice(notice, page.about, findAct);
      return {
        ...mapPage(page, show),
        unread: await countUnread(db, caller.id, mostCounted),
      };
    },
  }),
  memberRoute({
    method: 'post',
    path: '/v1/inbox/{id}/read',
    summary: 'Marks a notice of the caller’s as read; read again, it stays read since the first time',
    rules: ['AUT-2'],
    params: noticeParams,
    body: nothing,
    answer: { description: 'The notice', schema: noticeSchema },
    problems: ['idempotency-key-reused'],
    handle: async ({ services: { db, clock }, findAct, caller, params: { id } }) => {
      const notice = await markRead(db, caller.id, id, await clock(db));
      if (notice === undefined) throw problemError('not-found');
      return showNotice(notice, await processesAbout(db, [notice.decision], caller), findAct);
    },
  }),
];
