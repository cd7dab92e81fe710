/** Members and families: who there is, the registrar's import, and statuses (MEM-2, MEM-6). */
import { z } from 'zod';
import type { Member, MemberStatus } from '../../rules/model.ts';
import { offlineFrom } from '../../rules/council/offline.ts';
import { refuse } from '../../rules/refusal.ts';
import { importMembers } from '../../store/council/member-import.ts';
import {
  listFamilies,
  listMembers,
  memberWithNotice,
  type MemberWithNotice,
  unknownMembers,
} from '../../store/council/members.ts';
import { findMembers } from '../../store/council/members-found.ts';
import { setStatus } from '../../store/council/status.ts';
import { currentCharter } from '../charter/of-decision.ts';
import { invalid, longestOfAll } from '../http/body.ts';
import { pageOf, placeOf } from '../http/page.ts';
import { tellWhoWaits } from './presence.ts';
import { must, problemError, refusalError } from '../problems/problem.ts';
import { memberRoute } from '../http/route.ts';
import { pageQuery, slug } from '../http/schemas.ts';
import {
  familiesSchema,
  importAnswer,
  importBody,
  memberAnswer,
  memberParams,
  membersQuery,
  membersSchema,
  statusBody,
} from './schemas.ts';
import type { Services } from '../service/services.ts';

const isRegistrar = ({ roles }: Member): boolean => roles.includes('registrar');

async function existing({ db }: Pick<Services, 'db'>, id: string): Promise<MemberWithNotice> {
  const member = await memberWithNotice(db, id);
  if (member === undefined) throw problemError('not-found');
  return member;
}

/** The registrar, or the member whom it concerns (MEM-6). */
function mustBeAllowed(caller: Member, { id }: Member): void {
  if (caller.id === id || isRegistrar(caller)) return;
  throw refusalError(refuse('not-permitted', 'MEM-6', { allowed: ['the registrar', 'the member'] }));
}

type Import = Parameters<typeof importMembers>[1];

/** Imports all or none. Done before under the same key, its answer lost, it is not refused for being there already. */
async function doImport({ db }: Services, request: Import, begunBefore: boolean): Promise<void> {
  if (
    begunBefore &&
    (
      await unknownMembers(
        db,
        request.members.map(({ id }) => id),
      )
    ).length === 0
  )
    return;
  must(await importMembers(db, request));
}

export const memberRoutes = [
  memberRoute({
    operationId: 'listMembers',
    method: 'get',
    path: '/v1/members',
    summary: 'Members in the order of their ids, or those whom a name finds',
    rules: ['MEM-1', 'MEM-2'],
    query: membersQuery,
    answer: { description: 'A page of members', schema: membersSchema },
    problems: [],
    handle: async ({ services: { db }, query: { cursor, limit, name, ids, family, status } }) => {
      if (name !== undefined && cursor !== undefined)
        throw invalid('invalid-query', [
          { path: '/cursor', message: 'there is one page of whom a name finds', facts: {} },
        ]);
      if (name !== undefined)
        return { items: await findMembers(db, { name, limit, ids, family, status }), next: null };
      const after = placeOf(slug, cursor);
      const read = await listMembers(db, { after, limit: (ids?.length ?? limit) + 1, ids, family, status });
      return pageOf(read, ids?.length ?? limit, ({ id }) => id);
    },
  }),
  memberRoute({
    operationId: 'importMembers',
    method: 'post',
    path: '/v1/members',
    summary: 'Imports members, all or none, until the first decision is submitted; by the registrar',
    rules: ['MEM-6'],
    body: importBody,
    longestBody: longestOfAll,
    answer: { status: 201, description: 'What was imported, in the form it came in', schema: importAnswer },
    problems: ['import-closed', 'already-done', 'unknown-member', 'not-a-person', 'idempotency-key-reused'],
    handle: async ({ services, caller, body, attempt }) => {
      if (!isRegistrar(caller))
        throw refusalError(refuse('not-permitted', 'MEM-6', { allowed: 'the registrar' }));
      const { families, members } =
        'members' in body ? body : { families: [], members: Array.isArray(body) ? body : [body] };
      const at = await services.clock(services.db);
      await attempt.begin();
      const { charter } = await currentCharter(services);
      const from = offlineFrom('registrar', at, charter.offline);
      const request = { families, members, by: caller.id, at, offlineFrom: from };
      await doImport(services, request, attempt.begunBefore);
      return body;
    },
  }),
  memberRoute({
    operationId: 'getMember',
    method: 'get',
    path: '/v1/members/{id}',
    summary: 'A member',
    rules: ['MEM-1'],
    params: memberParams,
    answer: { description: 'The member', schema: memberAnswer },
    problems: [],
    handle: async ({ services, params }) => existing(services, params.id),
  }),
  memberRoute({
    operationId: 'listFamilies',
    method: 'get',
    path: '/v1/families',
    summary: 'Families by their ids, and who is in them',
    rules: ['MEM-1'],
    query: z.strictObject(pageQuery),
    answer: { description: 'A page of families', schema: familiesSchema },
    problems: [],
    handle: async ({ services: { db }, query: { cursor, limit } }) => {
      const read = await listFamilies(db, { after: placeOf(slug, cursor), limit: limit + 1 });
      return pageOf(read, limit, ({ id }) => id);
    },
  }),
  memberRoute({
    operationId: 'setMemberStatus',
    method: 'put',
    path: '/v1/members/{id}/status',
    summary:
      'Sets a status: one’s own, which may be departed and final, or as registrar active and offline, which counts after the notice ' +
      'unless the member acts before',
    rules: ['MEM-2', 'MEM-4', 'MEM-6'],
    params: memberParams,
    body: statusBody,
    answer: { description: 'The member', schema: memberAnswer },
    problems: ['status-final', 'limit-reached'],
    handle: async ({ services, caller, params, body: { status } }) => {
      const { db, clock } = services;
      const member = await existing(services, params.id);
      mustBeAllowed(caller, member);
      mustBeOwnDeparture(caller, member, status);
      const { offline, wake } = (await currentCharter(services)).charter;
      const by = { id: member.id, by: caller.id };
      const word = status === 'offline' ? { ...by, status, offline, wake } : { ...by, status };
      const set = await setStatus(db, clock, word);
      if ('refusal' in set) throw refusalError(set.refusal);
      if (set.before !== status) await tellWhoWaits(services, member.id);
      return existing(services, member.id);
    },
  }),
];

/** Nobody but the member departs: the registrar sets active and offline only (MEM-6). */
function mustBeOwnDeparture(caller: Member, { id }: Member, status: MemberStatus): void {
  if (status === 'departed' && caller.id !== id)
    throw refusalError(refuse('not-permitted', 'MEM-6', { allowed: 'the member' }));
}
