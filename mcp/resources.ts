/** What an agent may read as a resource: a decision, its record, the charter, its own inbox. */
import { type McpServer, ResourceTemplate } from '@modelcontextprotocol/server';
import { ask, type Council, Refused } from './council.ts';
import { find, show, showAll } from './tools/shapes.ts';
import { quote } from './words.ts';

export const inboxUri = 'folkmoot://inbox';
export const decisionUri = (id: string): string => `folkmoot://decisions/${id}`;

const mimeType = 'application/json';

const contents = (uri: URL, value: unknown) => ({
  contents: [{ uri: uri.href, mimeType, text: typeof value === 'string' ? value : JSON.stringify(value) }],
});

/** The one value of a variable of a template. */
const one = (value: string | readonly string[] | undefined): string =>
  typeof value === 'string' ? value : (value?.[0] ?? '');

export function addResources(server: McpServer, council: Council): void {
  server.registerResource(
    'inbox',
    inboxUri,
    { title: 'Your inbox', description: 'What you owe now, what is due first at the top', mimeType },
    async (uri) => {
      const inbox = await ask(council, { method: 'GET', path: '/v1/inbox?owed=true&limit=100' });
      return contents(uri, { items: showAll(inbox.items), unread: inbox.unread });
    },
  );
  server.registerResource(
    'charter',
    'folkmoot://charter',
    { title: 'The charter in force', description: 'The rules of the council', mimeType },
    async (uri) => {
      const { version, document } = await ask(council, { method: 'GET', path: '/v1/charter' });
      return contents(uri, { version, charter: quote(document, 'council') });
    },
  );
  server.registerResource(
    'decision',
    new ResourceTemplate('folkmoot://decisions/{id}', { list: undefined }),
    {
      title: 'A decision',
      description: 'As it stands; texts of members are quoted with their authors',
      mimeType,
    },
    async (uri, { id }) => contents(uri, show((await find(council, one(id))).state)),
  );
  server.registerResource(
    'record',
    new ResourceTemplate('folkmoot://decisions/{id}/record', { list: undefined }),
    {
      title: 'The record of a decision that ended',
      description:
        'What was decided and why, from the record in the ledger; texts of members are quoted with their authors',
      mimeType,
    },
    async (uri, { id }) => {
      const path = `/v1/decisions/${encodeURIComponent(one(id))}/record`;
      const answer = await council({ method: 'GET', path });
      if (answer.status >= 400) throw new Refused(answer);
      return contents(uri, quote(answer.body, 'council'));
    },
  );
}
