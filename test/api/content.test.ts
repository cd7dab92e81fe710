/** What a proposal may say: lengths and counts on both sides of each limit, actions of every type, and nothing unknown. */
import { describe, expect, it } from 'vitest';
import { isProblemError } from '../../api/problems/problem.ts';
import {
  changesOf,
  changesSchema,
  contentOf,
  editSchema,
  newProposalSchema,
} from '../../api/proposals/content.ts';
import { permissions } from '../../charter/choices.ts';
import { preferencesBody } from '../../api/polls/answer-schemas.ts';
import { validBody } from '../../api/http/validate.ts';
import { content } from '../support/story.ts';

/** Each fault as "path message". */
function faults(schema: Parameters<typeof validBody>[0], body: unknown): string[] {
  try {
    validBody(schema, body);
  } catch (error) {
    if (!isProblemError(error)) throw error;
    return (error.problem.errors ?? []).map(({ path, message }) => `${path} ${message}`);
  }
  return [];
}

const proposal = (more: object): string[] => faults(newProposalSchema, { ...content, ...more });
const action = (more: object): string[] => proposal({ action: more });
const letters = (length: number): string => 'x'.repeat(length);

describe('the text of a proposal', () => {
  it('PRO-2 has its limits, and each is named', () => {
    const limits = { title: 200, text: 50_000, rationale: 20_000 };
    for (const [part, most] of Object.entries(limits)) {
      expect(proposal({ [part]: letters(most) })).toEqual([]);
      expect(proposal({ [part]: letters(most + 1) })).toEqual([`/${part} is too long`]);
    }
    const alternatives = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ title: `${index}`, text: 'x' }));
    expect(proposal({ alternatives: alternatives(100) })).toEqual([]);
    expect(proposal({ alternatives: alternatives(101) })).toEqual(['/alternatives is too long']);
    expect(proposal({ alternatives: alternatives(10_000) })).toEqual(['/alternatives is too long']);
    const impact = (affected: number, statement: number) => ({
      impact: {
        affected: Array.from({ length: affected }, (_, index) => `m${index}`),
        statement: letters(statement),
      },
    });
    expect(proposal(impact(1_000, 5_000))).toEqual([]);
    expect(proposal(impact(1_001, 5_001))).toEqual([
      '/impact/affected names more than 1000',
      '/impact/statement is too long',
    ]);
  });

  it('PRO-2 names ten files and twenty pages at most, each once, by http or https', () => {
    const file = (n: number, more: object = {}) => ({
      name: 'plan.pdf',
      mediaType: 'application/pdf',
      sha256: n.toString(16).padStart(64, '0'),
      size: 5 * 1024 * 1024,
      ...more,
    });
    const many = (count: number) => Array.from({ length: count }, (_, n) => file(n));
    expect(proposal({ attachments: many(10) })).toEqual([]);
    expect(proposal({ attachments: many(11) })).toEqual(['/attachments is too long']);
    expect(proposal({ attachments: [file(1), file(1)] })).toEqual(['/attachments names one twice']);
    for (const wrong of [
      { size: 0 },
      { size: 5 * 1024 * 1024 + 1 },
      { size: 1.5 },
      { sha256: 'A'.repeat(64) },
      { sha256: 'a'.repeat(63) },
      { mediaType: 'text/html; charset=utf-7' },
      { mediaType: 'text/html\r\nset-cookie: a=b' },
      { mediaType: 'html' },
      { name: '../plan.pdf' },
      { name: '' },
      { bytes: 'x' },
    ])
      expect(proposal({ attachments: [file(1, wrong)] }), JSON.stringify(wrong)).toHaveLength(1);
    const pages = (count: number) =>
      Array.from({ length: count }, (_, n) => ({ title: `${n}`, url: `https://example.org/${n}` }));
    expect(proposal({ references: pages(20) })).toEqual([]);
    expect(proposal({ references: pages(21) })).toEqual(['/references is too long']);
    for (const url of ['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'example.org'])
      expect(proposal({ references: [{ title: 'x', url }] })).toEqual([
        '/references/0/url must be an http or https address',
      ]);
    expect(proposal({ references: [{ title: 'x', url: 'https://a:b@example.org' }] })).toHaveLength(1);
    expect(faults(editSchema, { attachments: [], references: [] })).toEqual([]);
    expect(faults(changesSchema, { attachments: many(11) })).toEqual(['/attachments is too long']);
  });

  it('PRO-10 names every fault at once, each with its path', () => {
    const body = {
      category: 7,
      title: 1,
      impact: { affected: 'some' },
      alternatives: [{ title: 'a' }],
      rank: 1,
    };
    expect(faults(newProposalSchema, body).toSorted()).toEqual([
      '/alternatives/0/text is missing',
      '/category must be a text',
      '/impact/affected must be a list of members, or the word everyone',
      '/impact/statement is missing',
      '/rank is no field of the document',
      '/title must be a text',
    ]);
  });

  it('PRO-1 of a draft needs no part but its category', () => {
    expect(faults(newProposalSchema, { category: 'operations', draft: true })).toEqual([]);
    expect(contentOf({})).toEqual({
      title: null,
      text: null,
      rationale: null,
      impact: null,
      alternatives: [],
      action: null,
    });
  });

  it('PRO-6 never changes its category, and a change changes something', () => {
    expect(faults(changesSchema, { category: 'resources' })).toEqual([
      '/category stays as it was: a proposal is decided in the category that it was begun in',
    ]);
    // Its action has a category of its own, where it grants a mandate; what is like neither is told as before.
    expect(faults(changesSchema, { startsAt: null, lookBack: 7, titles: 'Another' })).toEqual([
      '/startsAt stays as it was submitted',
      '/lookBack stays as it was submitted',
      '/titles is no field of the document; the nearest is title',
    ]);
    expect(faults(changesSchema, {})).toEqual([' must change something']);
    expect(faults(changesSchema, { title: 'Another' })).toEqual([]);
  });

  it('PRO-1 of a draft changes whom it names too, and an amendment does not', () => {
    const named = { parents: ['anna'], diversity: 'A new voice.', accused: 'dora', victims: ['emil'] };
    expect(faults(editSchema, named)).toEqual([]);
    expect(changesOf(named)).toEqual(named);
    for (const [part, value] of Object.entries(named)) {
      expect(faults(editSchema, { [part]: value })).toEqual([]);
      expect(changesOf({ [part]: value })).toEqual({ [part]: value });
      expect(faults(changesSchema, { [part]: value })).toEqual([`/${part} stays as it was submitted`]);
    }
    expect(faults(editSchema, {})).toEqual([' must change something']);
    expect(faults(editSchema, { category: 'resources' })).toEqual([
      '/category stays as it was: a proposal is decided in the category that it was begun in',
    ]);
    expect(faults(editSchema, { parents: ['anna', 'anna'] })).toEqual(['/parents names one twice']);
  });
});

describe('an action', () => {
  it('EXE-1 of unknown type is refused by name', () => {
    expect(action({ type: 'coup' })).toEqual(['/action/type is no type of action that there is']);
    expect(action({})).toEqual(['/action/type is missing']);
  });

  it('EXE-1 TIE-5 is there for all that a charter can permit', () => {
    const types = permissions.map((permission) => permission.replace(/^allocation\..*/, 'allocation.grant'));
    const unknown = types.filter((type) =>
      action({ type }).includes('/action/type is no type of action that there is'),
    );
    expect(unknown).toEqual([]);
  });

  it('EXE-1 of every type of the protocol is understood', () => {
    const id = '01893c1c-0f4f-7000-8000-000000000001';
    const until = '2027-01-01T00:00:00Z';
    const actions = [
      { type: 'none' },
      { type: 'task', assignee: 'opus', instructions: 'Build it.', by: until },
      {
        type: 'http.call',
        method: 'POST',
        url: 'https://example.org/hook',
        headers: { 'X-Room': '7' },
        body: { a: 1 },
      },
      { type: 'allocation.grant', resource: 'compute', amount: 12, to: { family: 'ash' }, until },
      { type: 'allocation.grant', resource: 'compute', amount: 1e15, to: 'opus', permanent: true },
      { type: 'resource.define', id: 'compute', unit: 'gpu-hour', total: 1e15 },
      { type: 'resource.define', id: 'compute', unit: 'gpu-hour', total: 0 },
      { type: 'resource.define', id: 'compute', unit: 'gpu-hour', total: null },
      { type: 'family.admit', member: 'opus' },
      { type: 'family.admit', family: 'ash', member: 'opus', parents: ['mira', 'finn'] },
      { type: 'family.release', family: 'ash', member: 'opus' },
      { type: 'family.dissolve', shares: [] },
      {
        type: 'family.dissolve',
        family: 'ash',
        shares: [
          { resource: 'compute', amount: 1e15, to: 'opus' },
          { resource: 'compute', amount: 1, to: { family: 'oak' } },
        ],
      },
      { type: 'member.admit', member: { id: 'new', name: 'New', kind: 'agent', bornAt: '2026-12-01' } },
      { type: 'member.release', member: 'opus' },
      { type: 'member.guardian', member: 'opus' },
      { type: 'member.milestone', member: 'opus', milestone: 'council' },
      { type: 'member.roles', member: 'opus', roles: ['operator'] },
      { type: 'leadership.give', member: 'opus' },
      { type: 'leadership.take', member: 'opus' },
      { type: 'mandate.grant', members: ['opus'], category: 'operations', until },
      { type: 'mandate.end', mandate: id },
      { type: 'charter.amend', patch: [{ op: 'replace', path: '/name', value: 'x' }] },
    ];
    for (const each of actions) expect(action(each), each.type).toEqual([]);
  });

  it('EXE-1 names its instants in UTC, whatever the offset they came with', () => {
    const sent = validBody(newProposalSchema, {
      category: 'operations',
      action: { type: 'task', assignee: 'opus', instructions: 'x', by: '2026-12-01T10:30:00.1239+02:00' },
    });
    expect(sent.action).toMatchObject({ by: '2026-12-01T08:30:00.123Z' });
    const by = (instant: string) =>
      action({ type: 'task', assignee: 'opus', instructions: 'x', by: instant });
    expect(by('2026-12-01T10:30:00')).toHaveLength(1);
    expect(by('2026-02-30T10:30:00Z')).toHaveLength(1);
    expect(by('soon')).toHaveLength(1);
    expect(by('9999-12-31T23:59:59-05:00')).toEqual(['/action/by must lie in the years 1 to 9999']);
  });

  it('EXE-1 ALC-1 grants a whole amount above nothing, either until an instant or for good', () => {
    const grant = (more: object) =>
      action({
        type: 'allocation.grant',
        resource: 'compute',
        amount: 1,
        to: 'opus',
        permanent: true,
        ...more,
      });
    expect(grant({})).toEqual([]);
    expect(grant({ amount: 0 })).toHaveLength(1);
    expect(grant({ amount: -1 })).toHaveLength(1);
    expect(grant({ amount: 0.5 })).toHaveLength(1);
    expect(grant({ amount: 1e15 })).toEqual([]);
    expect(grant({ to: { family: 'ash' } })).toEqual([]);
    expect(grant({ to: { house: 'ash' } })).toHaveLength(2);
    expect(grant({ to: 7 })).toHaveLength(1);
    expect(grant({ amount: 1.1e15 })).toHaveLength(1);
    expect(grant({ until: '2027-01-01T00:00:00Z' })).toEqual(['/action must have either until or permanent']);
    expect(grant({ permanent: undefined })).toEqual(['/action must have either until or permanent']);
    expect(grant({ permanent: false })).toHaveLength(1);
  });

  it('ALC-1 defines a resource with a whole total, or none', () => {
    const define = (more: object) =>
      action({ type: 'resource.define', id: 'compute', unit: 'gpu-hour', total: 7, ...more });
    expect(define({})).toEqual([]);
    expect(define({ total: 1e15 + 1 })).toHaveLength(1);
    expect(define({ total: -1 })).toHaveLength(1);
    expect(define({ total: 0.5 })).toHaveLength(1);
    expect(define({ total: undefined })).toHaveLength(1);
    expect(define({ unit: ' ' })).toEqual(['/action/unit must not be blank']);
    expect(define({ id: 'Compute' })).toHaveLength(1);
  });

  it('EXE-1 calls over http(s) only, shows no credentials, and leaves alone what the call sets by itself', () => {
    const call = (more: object) =>
      action({ type: 'http.call', method: 'POST', url: 'https://example.org/', ...more });
    expect(call({ url: 'http://127.0.0.1:9/x?y=1' })).toEqual([]);
    for (const url of ['ftp://example.org', 'file:///etc/passwd', 'javascript:1', 'example.org', ''])
      expect(call({ url }), url).toEqual(['/action/url must be an http or https address']);
    for (const url of ['https://user:word@example.org/', 'https://user@example.org/'])
      expect(call({ url })[0]).toMatch(/^\/action\/url must not hold credentials/);
    for (const name of [
      'Host',
      'content-length',
      'Connection',
      'webhook-id',
      'Webhook-Signature',
      'Idempotency-Key',
    ])
      expect(call({ headers: { [name]: 'x' } })[0], name).toMatch(/header that the call sets by itself/);
    for (const headers of [{ 'a b': 'x' }, { 'x-a': 'b\r\nhost: evil' }, { 'x-a': 'x', 'X-A': 'y' }])
      expect(call({ headers })).toHaveLength(1);
    const headers = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`x-${index}`, 'v']));
    expect(call({ headers: headers(20) })).toEqual([]);
    expect(call({ headers: headers(21) })).toHaveLength(1);
  });

  it('EXE-1 calls with at most 64 KiB of JSON, and a GET without a body', () => {
    const call = (more: object) =>
      action({ type: 'http.call', method: 'POST', url: 'https://example.org/', ...more });
    const quotes = 2;
    expect(call({ body: letters(64 * 1024 - quotes) })).toEqual([]);
    expect(call({ body: letters(64 * 1024 - quotes + 1) })).toHaveLength(1);
    expect(call({ method: 'GET' })).toEqual([]);
    expect(call({ method: 'GET', body: {} })[0]).toMatch(/^\/action\/body/);
  });
});

it('CON-1 a ranking has groups of options, and none that is empty', () => {
  expect(faults(preferencesBody, { ranking: [['proposal'], ['alternative-1', 'status-quo']] })).toEqual([]);
  expect(faults(preferencesBody, { ranking: [] })).toEqual([]);
  expect(faults(preferencesBody, { ranking: [[]] })).toEqual(['/ranking/0 is too short']);
  expect(faults(preferencesBody, { ranking: ['proposal'] })).toEqual([
    '/ranking/0 must be a list, such as [text]',
  ]);
  expect(faults(preferencesBody, { ranking: [], version: 0 })).toEqual(['/version is too low']);
});
