/** The one clear block that a start ends with: where things are, who the members are, and a first request. */
import type { Member } from '../rules/model.ts';

export interface Greeting {
  readonly apiUrl: string;
  /** Where Temporal's page is, and its server (host:port); null where somebody else runs it. */
  readonly temporal: { readonly page: string; readonly address: string } | null;
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
    ...(devTokens ? [['Sign in', `${apiUrl}/v1/session/login  (a trial: as whom you like)`] as const] : []),
    ...(temporal === null
      ? []
      : [['Temporal', `${temporal.page}  (its server: ${temporal.address})`] as const]),
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
    '  Members',
    ...memberLines(facts),
    '',
    ...firstRequest(facts).map((line) => `  ${line}`),
    '',
  ].join('\n');
}

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
