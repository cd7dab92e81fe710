/** The first schema, by topic. It has no way back: before it there was nothing. */
import type { Kysely } from 'kysely';
import { actions } from './first/actions.ts';
import { alarms } from './first/alarms.ts';
import { archive } from './first/archive.ts';
import { attachments } from './first/attachments.ts';
import { ballots } from './first/ballots.ts';
import { council } from './first/council.ts';
import { custody } from './first/custody.ts';
import { delegations } from './first/delegations.ts';
import { identity } from './first/identity.ts';
import { log } from './first/log.ts';
import { notices } from './first/notices.ts';
import { processes } from './first/processes.ts';
import { requests } from './first/requests.ts';
import { sessions } from './first/sessions.ts';
import { support } from './first/support.ts';

const topics = [
  council,
  identity,
  processes,
  attachments,
  ballots,
  delegations,
  actions,
  notices,
  archive,
  custody,
  log,
  requests,
  sessions,
  support,
  alarms,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const topic of topics) await topic(db);
}
