/** Notices as they are answered: with what each is about, and where the act that it asks for is done. */
import { z } from 'zod';
import type { Member } from '../../rules/model.ts';
import { type About, processesAbout } from '../../store/inbox/about.ts';
import { listInbox, type Notice } from '../../store/inbox/notices.ts';
import { listOwed } from '../../store/inbox/owed.ts';
import type { Db } from '../../store/postgres/database.ts';
import { mapPage, pageOf, placeOf } from '../http/page.ts';
import type { FindAct } from '../http/route.ts';
import type { Language } from '../messages/say.ts';
import { noticeWords, titleWords } from './words.ts';

/** A notice's place in the order in which they were written. */
const place = z.int().min(1);
/** Its place among what is owed: by when, and then as they were written. */
const owedPlace = z.strictObject({ due: z.iso.datetime().nullable(), id: place });

interface Reading {
  readonly db: Db;
  readonly reader: Member;
  /** In which it is said. */
  readonly language: Language;
}

/** A member's notices, the newest first. @param cursor of a page before */
export async function readNewest(
  { db, reader, language }: Reading,
  {
    unread,
    cursor,
    limit,
  }: { readonly unread: boolean; readonly cursor: string | undefined; readonly limit: number },
  findAct: FindAct,
) {
  const before = placeOf(place, cursor);
  const read = await listInbox(db, reader.id, { unread, before, limit: limit + 1 });
  const page = pageOf(read, limit, ({ id }) => id);
  const decisions = page.items.map(({ decision }) => decision);
  const about = await processesAbout(db, decisions, reader);
  return mapPage(page, (notice) => showNotice(notice, { reader, language, about }, findAct));
}

/** What a member owes at an instant, ISO 8601, UTC: what is due first comes first. @param cursor of a page before */
export async function readOwed(
  { db, reader, language, at }: Reading & { readonly at: string },
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
  findAct: FindAct,
) {
  const after = placeOf(owedPlace, cursor);
  const { notices, about } = await listOwed(db, reader, at, { after, limit: limit + 1 });
  const page = pageOf(notices, limit, ({ due, id }) => ({ due, id }));
  return mapPage(page, (notice) => showNotice(notice, { reader, language, about }, findAct));
}

/** With what it is about, and where the act that it asks for is done. */
export function showNotice(
  notice: Notice,
  {
    reader,
    language,
    about,
  }: {
    readonly reader: Pick<Member, 'id'>;
    readonly language: Language;
    readonly about: ReadonlyMap<string, About>;
  },
  findAct: FindAct,
) {
  const found = about.get(notice.decision);
  const { owes } = notice;
  const words = noticeWords(notice, { assigned: found?.assignee === reader.id }, language);
  const route =
    found === undefined || owes === null ? undefined : findAct(found.process.kind, notice.decision, owes);
  return { ...notice, title: found?.title ?? titleWords(notice, language), words, route: route ?? null };
}
