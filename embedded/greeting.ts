/** The one clear block that a start ends with: where things are, who the members are, and a first request. */
import type { Member } from '../rules/model.ts';
import { type Door, doorLines } from './doors.ts';
import { LOOPBACK } from './ports.ts';

export interface Greeting {
  readonly apiUrl: string;
  /** Temporal's server (host:port), and the port of its page where that is shown; null where somebody else runs it. */
  readonly temporal: { readonly address: string; readonly page: number | null } | null;
  /** Which ports were opened. */
  readonly doors: readonly Door[];
  readonly charter: { readonly name: string; readonly version: number };
  readonly pace: number;
  readonly members: readonly Pick<Member, 'id' | 'name' | 'roles'>[];
  /** Whether there are more members than these. */
  readonly more: boolean;
  /** Sentences of the files that say otherwise than the council, and were not read. */
  readonly ignored: readonly string[];
  /** Where state and logs lie. */
  readonly data: string;
  /** False where the members' tokens are somebody else's, or in production. */
  readonly devTokens: boolean;
}

/** The block, lines joined by newlines. */
export function greeting(facts: Greeting): string {
  const { apiUrl, temporal, charter, pace, data, devTokens } = facts;
  const rows: readonly (readonly [string, string])[] = [
    ['API', `${apiUrl}  (described in ${apiUrl}/openapi.json)`],
    ...(devTokens ? [['Console', `${apiUrl}/  (in a browser; a trial: as whom you like)`] as const] : []),
    ...(temporal === null ? [] : [['Temporal', `${temporal.address}${pageOf(temporal.page)}`] as const]),
    ['Charter', `${charter.name}, version ${charter.version}`],
    ...(pace === 1 ? [] : [['Pace', `every window runs ${pace} times shorter (FOLKMOOT_PACE)`] as const]),
    ['State, logs', `${data}  (Ctrl-C keeps it; the next start goes on)`],
  ];
  return [
    '',
    'Folkmoot is ready.',
    '',
    ...rows.map(([name, value]) => `  ${name.padEnd(12)} ${value}`),
    '',
    ...facts.ignored.flatMap((sentence) => [`  ${sentence}`, '']),
    ...(facts.ignored.length > 0 ? ['  A new council: FOLKMOOT_DATA=.folkmoot-2 npm start', ''] : []),
    ...doorLines(facts.doors).map((line) => `  ${line}`),
    '',
    '  Members',
    ...memberLines(facts),
    '',
    ...firstRequest(facts).map((line) => `  ${line}`),
    '',
  ].join('\n');
}

const pageOf = (page: number | null): string =>
  page === null
    ? '  (with its page: FOLKMOOT_TEMPORAL_PAGE=on npm start)'
    : `  (its page: http://${LOOPBACK}:${page})`;

function memberLines({ members, more }: Greeting): readonly string[] {
  const width = Math.max(0, ...members.map(({ id }) => id.length));
  const names = Math.max(0, ...members.map(({ name }) => name.length));
  const lines = members.map(({ id, name, roles }) =>
    `    ${id.padEnd(width)}  ${name.padEnd(names)}  ${roles.join(', ')}`.trimEnd(),
  );
  return more ? [...lines, '    …'] : lines;
}

function firstRequest({ apiUrl, devTokens, members }: Greeting): readonly string[] {
  const [first] = members.filter(({ id }) => id === 'opus').concat(members);
  if (!devTokens || first === undefined) return ['A first request', `  curl -s ${apiUrl}/v1/charter`];
  return [
    'A first request',
    `  TOKEN=$(curl -s ${apiUrl}/v1/dev/tokens -H 'content-type: application/json' \\`,
    `    -d '{"member":"${first.id}"}' | sed 's/.*"token":"\\([^"]*\\)".*/\\1/')`,
    `  curl -s ${apiUrl}/v1/proposals -H "authorization: Bearer $TOKEN"`,
  ];
}
