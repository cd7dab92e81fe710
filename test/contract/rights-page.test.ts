/** docs/rights.md says the table of rights in words: it is written from it, and from the description. `npm run docs:openapi` writes it anew. */
import { format } from 'prettier';
import { expect, it } from 'vitest';
import { descriptionRoute } from '../../api/description/routes.ts';
import {
  devRoutes,
  identityRoutes,
  memberRoutes,
  publicRoutes,
  sessionRoutes,
} from '../../api/http/routes.ts';
import { kindsRoute } from '../../api/kinds/routes.ts';
import { parts, type Right } from '../../api/rights/right.ts';
import { type OperationId, rights } from '../../api/rights/table.ts';

const head = `# Who may do what

Every operation of the API has one row in \`api/rights/table.ts\`, by which the service asks who calls: who has none of what the row wants is refused, and an
operation without a row does not compile. This page is written from that table, and a test calls every operation as everybody and compares
(\`test/contract/rights.test.ts\`). The rules behind it are AUT-1, AUT-2 and MEM-8 ([rules.md](rules.md)).

- **Who** may call it at all. Whether they may do it to the very thing as it stands now, \`can\` says of each thing, from the tables of its kind
  (\`GET /v1/kinds\`). Without a good token of a member whatever is not open to anyone is answered with 401 or 403, alike for what there is and what there
  is not. Other members are refused with 403; where it says _else nothing_, and in the room of a conflict and with a draft, there is nothing for them: 404.
- **Scope**: what a personal access token needs. None suffices for what gives others the member's rights (—).
- **Departed**: who has departed may too, of what is theirs.

| operation | who | scope | departed |
| --- | --- | --- | --- |
`;

const whoWords: Readonly<Record<Right['who'], string>> = {
  anyone: 'Anyone',
  machine: 'Who sits at the machine, in the trial',
  session: 'A browser with a session',
  identity: 'Whoever has an identity at a provider',
  members: 'Every member',
};

function inWords({ who, only, hidden }: Right): string {
  if (only.length === 0) return whoWords[who];
  const [first = '', ...others] = only.map((part) => parts[part]);
  const named = [first.charAt(0).toUpperCase() + first.slice(1), ...others].join('; ');
  return hidden === true ? `${named}; _else nothing_` : named;
}

it('AUT-1 stands in docs/rights.md as it is', async () => {
  const open = [
    ...publicRoutes,
    kindsRoute(() => ({ items: [] })),
    descriptionRoute(() => ({})),
    ...devRoutes,
  ];
  const sessions = ['one' as never, null].flatMap((provider) => sessionRoutes({ provider }));
  const routes = [...open, ...sessions, ...identityRoutes, ...memberRoutes];
  const places = new Map(
    routes.map(({ operationId, method, path }) => [
      operationId,
      `${method.toUpperCase()} ${path.replace('{+', '{')}`,
    ]),
  );
  const rows = Object.entries(rights).map(([id, right]: [string, Right]) => {
    const scope = right.who !== 'members' ? '' : right.scope === 'none' ? '—' : right.scope;
    return `| \`${id}\`<br>\`${places.get(id as OperationId)!}\` | ${inWords(right)} | ${scope} | ${right.departed === true ? 'yes' : ''} |`;
  });
  const page = await format(`${head}${rows.join('\n')}\n`, { parser: 'markdown', printWidth: 110 });
  await expect(page).toMatchFileSnapshot('../../docs/rights.md');
});
