/** Members' keys: registered by the member themselves, or by the registrar after a notice that the member can stop (MEM-6). */
import type { Member } from '../../rules/model.ts';
import { refuse } from '../../rules/refusal.ts';
import { changeKeys, type KeyAsked, nextChange } from '../../store/council/key-changes.ts';
import { keysOf } from '../../store/council/member-keys.ts';
import { memberById } from '../../store/council/members.ts';
import { currentCharter } from '../charter/of-decision.ts';
import { memberRoute } from '../http/route.ts';
import { must, problemError, refusalError } from '../problems/problem.ts';
import type { Services } from '../service/services.ts';
import { keyBody, keyParams, keysSchema, revocationBody } from './key-schemas.ts';
import { memberParams } from './schemas.ts';

const answer = { description: 'The member’s keys', schema: keysSchema };

async function keysAnswered({ db, signer }: Services, member: string) {
  return {
    council: signer.name,
    sequence: await nextChange(db, member),
    items: await keysOf(db, member),
  };
}

/** Done by the member or the registrar; by nobody else (MEM-6). */
async function change(services: Services, caller: Member, asked: Asked) {
  const { db, clock, signer } = services;
  if ((await memberById(db, asked.member)) === undefined) throw problemError('not-found');
  const isOwn = caller.id === asked.member;
  if (!isOwn && (asked.change === 'stop' || !caller.roles.includes('registrar')))
    throw refusalError(
      refuse('not-permitted', 'MEM-6', {
        allowed: asked.change === 'stop' ? 'the member' : ['the registrar', 'the member'],
      }),
    );
  const { version, charter, pace } = await currentCharter(services);
  const rules = {
    council: signer.name,
    notice: charter.keys.notice,
    wake: charter.wake,
    charter: version,
    pace,
  };
  must(await changeKeys(db, clock, { ...asked, by: caller.id }, rules));
  return keysAnswered(services, asked.member);
}

type Asked = KeyAsked extends infer One ? (One extends KeyAsked ? Omit<One, 'by'> : never) : never;

const refused = ['limit-reached', 'signature-refused', 'key-needed'] as const;

export const keyRoutes = [
  memberRoute({
    operationId: 'listMemberKeys',
    method: 'get',
    path: '/v1/members/{id}/keys',
    summary: 'A member’s keys, those that were revoked too, and what the next change of them is signed for',
    rules: ['MEM-6', 'REC-4'],
    params: memberParams,
    answer,
    problems: [],
    handle: async ({ services, params: { id } }) => {
      if ((await memberById(services.db, id)) === undefined) throw problemError('not-found');
      return keysAnswered(services, id);
    },
  }),
  memberRoute({
    operationId: 'registerKey',
    method: 'put',
    path: '/v1/members/{id}/keys',
    summary:
      'Registers a public key: by the member, signed by a key before it but for the first, or by the registrar, which counts after its notice unless ' +
      'the member stops it; it counts in electorates that are fixed after that',
    rules: ['MEM-6', 'MEM-3', 'REC-4'],
    params: memberParams,
    body: keyBody,
    answer,
    problems: [...refused, 'already-done'],
    handle: ({ services, caller, params: { id: member }, body: { kind, key, signature = null } }) =>
      change(services, caller, { change: 'register', member, kind, key, signature }),
  }),
  memberRoute({
    operationId: 'revokeKey',
    method: 'put',
    path: '/v1/members/{id}/keys/{fingerprint}/revocation',
    summary:
      'Revokes a key, at once in every poll: by the member, signed by a key of theirs, or by the registrar, which counts after its notice unless the ' +
      'member stops it',
    rules: ['MEM-6', 'REC-4'],
    params: keyParams,
    body: revocationBody,
    answer,
    problems: [...refused, 'unknown-key'],
    handle: ({ services, caller, params: { id: member, fingerprint }, body: { signature = null } }) =>
      change(services, caller, { change: 'revoke', member, fingerprint, signature }),
  }),
  memberRoute({
    operationId: 'stopKeyChange',
    method: 'put',
    path: '/v1/members/{id}/keys/{fingerprint}/stop',
    summary: 'Stops what the registrar began with a key, before it counts; by the member',
    rules: ['MEM-6', 'REC-4'],
    params: keyParams,
    answer,
    problems: ['unknown-key', 'window-closed'],
    handle: ({ services, caller, params: { id: member, fingerprint } }) =>
      change(services, caller, { change: 'stop', member, fingerprint }),
  }),
];
