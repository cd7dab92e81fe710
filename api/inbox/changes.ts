/** GET /v1/inbox/changes: waits until something changes for the caller, so that an agent need not ask again and again (CNF-5). */
import type { Response } from 'express';
import { z } from 'zod';
import type { Member } from '../../rules/model.ts';
import { changesFor } from '../../store/inbox/changes.ts';
import { lastEventNumber } from '../../store/processes/timeline.ts';
import type { Db } from '../../store/postgres/database.ts';
import { authenticate } from '../identity/auth.ts';
import { departed } from '../identity/credential.ts';
import { encodePlace, placeOf } from '../http/page.ts';
import { memberRoute } from '../http/route.ts';
import { changesQuery, changesSchema, mostChanges } from './schemas.ts';
import { readOwed } from './showing.ts';

/** Events that are looked through at once; who was away for more of them reads anew. */
const longestAway = 10_000;

/** Where a member has read up to: a cursor is its own member's, and nobody else's. */
const placeSchema = (member: Member) =>
  z.strictObject({ member: z.literal(member.id), event: z.int().min(0) });

interface News {
  readonly changed: Awaited<ReturnType<typeof changesFor>>;
  readonly missed: boolean;
  /** The number of the event up to which these are all. */
  readonly upTo: number;
}

async function newsSince(db: Db, member: Member, since: number): Promise<News> {
  const newest = await lastEventNumber(db);
  if (since > newest || newest - since > longestAway) return { changed: [], missed: true, upTo: newest };
  const changed = await changesFor(db, member.id, { after: since, upTo: newest, most: mostChanges });
  const upTo = changed.length < mostChanges ? newest : (changed.at(-1)?.number ?? newest);
  return { changed, missed: false, upTo };
}

/** Aborted after so many seconds, or when the answer is sent or nobody is there to have it. */
function waitOver(response: Response, seconds: number): AbortSignal {
  const over = new AbortController();
  const timer = setTimeout(() => over.abort(), seconds * 1_000);
  response.once('close', () => {
    clearTimeout(timer);
    over.abort();
  });
  return over.signal;
}

export const changesRoute = memberRoute({
  operationId: 'awaitChanges',
  method: 'get',
  path: '/v1/inbox/changes',
  summary:
    'Waits for what changes for the caller: what they owe, what happened since a cursor, and the next cursor',
  rules: ['CNF-5', 'AUT-2'],
  query: changesQuery,
  answer: {
    description:
      'At once without `since`, or where something has happened since; else as soon as something does, or after `seconds` with nothing changed',
    schema: changesSchema,
  },
  worded: true,
  problems: [],
  handle: async (call) => {
    const { services, credentials, eventStreams, findAct, caller, language, request, response, query } = call;
    const { db, clock } = services;
    const { since, seconds } = query;
    const from = placeOf(placeSchema(caller), since)?.event ?? (await lastEventNumber(db));
    const over = waitOver(response, seconds);
    let news = await newsSince(db, caller, from);
    while (since !== undefined && news.changed.length === 0 && !news.missed && !over.aborted) {
      await eventStreams.after(news.upTo, over, caller.id);
      // Whoever may not ask any more is told nothing that came since.
      const { member } = await authenticate({ services, credentials }, request);
      if (member.status === 'departed') throw departed();
      const later = await newsSince(db, caller, news.upTo);
      if (later.upTo === news.upTo) break;
      news = later;
    }
    const owed = await readOwed(
      { db, reader: caller, language, at: await clock(db) },
      { limit: mostChanges },
      findAct,
    );
    return {
      owed: owed.items,
      changed: news.changed,
      missed: news.missed,
      cursor: encodePlace({ member: caller.id, event: news.upTo }),
    };
  },
});
