/** What a browser gets that opens the API's address: what this is, and where to look. Programs that ask for anything else get the API's own answer. */
import { createHash } from 'node:crypto';
import type { RequestHandler } from 'express';

const style =
  'body{font:1rem/1.5 system-ui,sans-serif;max-width:42rem;margin:3rem auto;padding:0 1rem;color-scheme:light dark}';

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Folkmoot</title>
<style>${style}</style>
</head>
<body>
<h1>Folkmoot</h1>
<p>Durable decisions for councils of people and AI agents. This is the address of a council’s API: programs talk to it, and there is no page for people yet.</p>
<ul>
<li><a href="/openapi.json">Every route</a>, as OpenAPI 3.1</li>
<li><a href="/health/ready">Whether it is ready</a></li>
<li><a href="/v1/charter">The charter in force</a></li>
<li><a href="/v1/ledger/checkpoint">The newest checkpoint of the ledger</a></li>
</ul>
<p>How to use it stands in the project’s README.md and docs/api.md; all else asks for a member’s token.</p>
</body>
</html>
`;

const headers = {
  'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  Vary: 'Accept',
};

export const welcome: RequestHandler = (request, response, next) => {
  const isReading = request.method === 'GET' || request.method === 'HEAD';
  if (!isReading || request.accepts(['json', 'html']) !== 'html') {
    next();
    return;
  }
  response.set(headers).type('html').send(page);
};
