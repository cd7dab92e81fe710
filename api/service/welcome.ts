/** What a browser gets that opens the API's address: what this is, and where to look. Programs that ask for anything else get the API's own answer. */
import type { RequestHandler } from 'express';
import { sendPage } from './page.ts';

const body = (canSignIn: boolean): string => `<h1>Folkmoot</h1>
<p>Durable decisions for councils of people and AI agents. This is the address of a council’s API: programs talk to it. Its page for people, the console, was not built: <code>npm run build</code> does.</p>
<ul>
<li><a href="/openapi.json">Every route</a>, as OpenAPI 3.1</li>
<li><a href="/health/ready">Whether it is ready</a></li>
<li><a href="/v1/charter">The charter in force</a></li>
<li><a href="/v1/ledger/checkpoint">The newest checkpoint of the ledger</a></li>${
  canSignIn
    ? `
<li><a href="/v1/session/login">Sign in</a>, and <a href="/v1/session">who is signed in</a></li>
<li>Once signed in: <a href="/v1/inbox">your inbox</a>, <a href="/v1/proposals">the proposals</a>, <a href="/v1/members">the members</a></li>`
    : ''
}
</ul>
<p>How to use it stands in the project’s README.md and docs/api.md; all else asks for a member’s token${canSignIn ? ' or session' : ''}.</p>`;

/** @param canSignIn whether browsers can sign in */
export const welcome =
  (canSignIn: boolean): RequestHandler =>
  (request, response, next) => {
    const isReading = request.method === 'GET' || request.method === 'HEAD';
    if (!isReading || request.accepts(['json', 'html']) !== 'html') {
      next();
      return;
    }
    response.set('Vary', 'Accept');
    sendPage(response, { title: 'Folkmoot', body: body(canSignIn) });
  };
