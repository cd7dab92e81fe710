/** Pages that the API itself shows a browser: one look, no script, and nothing from elsewhere. */
import { createHash } from 'node:crypto';
import type { Response } from 'express';

const style = [
  'body{font:1rem/1.5 system-ui,sans-serif;max-width:42rem;margin:3rem auto;padding:0 1rem;color-scheme:light dark}',
  'button,input{font:inherit}',
  '.trial{border-left:.3rem solid #b45309;padding-left:.8rem}',
  'li{margin:.3rem 0}',
].join('');

const policy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** A text as it stands in HTML, in an element or in an attribute between double quotes. */
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/**
 * Answers with a page.
 * @param page `title` a text, `body` HTML
 */
export function sendPage(
  response: Response,
  { title, body, status = 200 }: { readonly title: string; readonly body: string; readonly status?: number },
): void {
  response.status(status).set({
    'Content-Security-Policy': policy,
    // Without a referrer of its own origin a browser sends its forms as nobody's (`Origin: null`).
    'Referrer-Policy': 'same-origin',
  });
  response.type('html').send(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
${body}
</body>
</html>
`);
}
