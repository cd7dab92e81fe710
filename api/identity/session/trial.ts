/** Sign-in of the one-machine default: a page on the loopback address that lists the members, and lets one be any of them. */
import { z } from 'zod';
import { listMembers, memberById, type MemberWithNotice } from '../../../store/council/members.ts';
import { line } from '../../../charter/text/text.ts';
import { answered, publicRoute } from '../../http/route.ts';
import { slug } from '../../http/schemas.ts';
import { problemError } from '../../problems/problem.ts';
import { escaped, sendPage } from '../../service/page.ts';
import { trialIssuer } from '../dev-tokens.ts';
import { addressOf, sendOn, sessionsOf, toQuery, welcomeBack } from './routes.ts';

/** Members on one page. */
const pageLength = 100;

export const trialRoutes = [
  publicRoute({
    operationId: 'showMembers',
    method: 'get',
    path: '/v1/session/login',
    summary: 'A page that lists the members: who sits at the machine may be any of them',
    rules: ['AUT-1'],
    query: z.strictObject({
      to: toQuery,
      q: line(200).optional().meta({ description: 'What the id or the name has in it' }),
      after: slug.optional().meta({ description: 'The last member of the page before' }),
    }),
    answer: { description: 'The page', mediaType: 'text/html' },
    problems: [],
    handle: async ({ services, query, request, response }) => {
      addressOf(query.to, sessionsOf(services).own.originOf(request) ?? '');
      const { q, after } = query;
      const members = await listMembers(services.db, { q, after, limit: pageLength + 1 });
      response.set('Cache-Control', 'no-store');
      sendPage(response, { title: 'Folkmoot: sign in', body: body(members, query) });
      return answered;
    },
  }),
  publicRoute({
    operationId: 'chooseMember',
    method: 'post',
    path: '/v1/session/login',
    summary:
      'A session as a member, on the loopback address only; a sign-in, by which who was offline is back',
    rules: ['AUT-1', 'MEM-4'],
    query: z.strictObject({ member: slug, to: toQuery }),
    answer: { status: 303, description: 'To the path that the sign-in began with', mediaType: 'text/html' },
    problems: ['not-found'],
    handle: async ({ services, query: { member: id, to }, request, response }) => {
      const sessions = sessionsOf(services);
      const address = addressOf(to, sessions.own.originOf(request) ?? '');
      if ((await memberById(services.db, id)) === undefined) throw problemError('not-found');
      const { member } = await sessions.begin(request, response, { issuer: trialIssuer, subject: id }, null);
      await welcomeBack(services, member);
      return sendOn(response, address);
    },
  }),
];

interface Shown {
  readonly to: string;
  readonly q?: string | undefined;
}

/** @param members of the page, and one more where there is another page */
function body(members: readonly MemberWithNotice[], { to, q }: Shown): string {
  const shown = members.slice(0, pageLength);
  const last = members.length > pageLength ? shown.at(-1)?.id : undefined;
  return `<h1>Sign in</h1>
<p class="trial"><strong>This is a trial.</strong> Whoever sits at this machine may be any member, and nobody is asked who they are. A council that decides in earnest signs in with an identity provider (docs/identity.md).</p>
<form method="get"><input type="hidden" name="to" value="${escaped(to)}">
<label>Id or name <input type="search" name="q" value="${escaped(q ?? '')}"></label> <button>Search</button></form>
<form method="post">
<ul>
${shown.map((member) => row(member, to)).join('\n')}
</ul>
</form>
${shown.length === 0 ? '<p>No member has that in id or name.</p>' : ''}
${last === undefined ? '' : `<p><a href="${escaped(addressWith({ to, q, after: last }))}">More members</a></p>`}`;
}

const row = ({ id, name, kind, roles, status }: MemberWithNotice, to: string): string =>
  `<li><button formaction="${escaped(addressWith({ member: id, to }))}">${escaped(name)}</button> ` +
  `${escaped([id, kind, ...roles, ...(status === 'active' ? [] : [status])].join(', '))}</li>`;

function addressWith(query: Readonly<Record<string, string | undefined>>): string {
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) given.set(name, value);
  return `/v1/session/login?${given.toString()}`;
}
