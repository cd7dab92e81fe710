/** The console as browsers get it: its one page with a policy and a nonce of its own for each answer, and its files, which never change. */
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import type { Request, RequestHandler, Response } from 'express';

/** Beside what runs: as sources lie in their folders, and as the build lays them. */
const built = new URL(
  import.meta.url.endsWith('.ts') ? '../../dist/console/' : '../../console/',
  import.meta.url,
);

/** The first parts of the paths that are the console's own; the paths of the API are not among them. */
const pages = [
  'decisions',
  'processes',
  'propose',
  'council',
  'archive',
  'operations',
  'support',
  'custody',
  'tour',
];

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** What its build writes where a nonce belongs (console/vite.config.ts). */
const placeOfNonce = 'NONCE';

interface File {
  readonly type: string;
  readonly plain: Buffer;
  readonly br: Buffer;
  readonly gzip: Buffer;
}

/** Read once at the start; undefined where the console was not built. */
export function readConsole(): RequestHandler | undefined {
  const page = new URL('index.html', built);
  if (!existsSync(page)) return undefined;
  const html = readFileSync(page, 'utf8');
  const assets = new URL('assets/', built);
  const files = new Map<string, File>(
    readdirSync(assets).flatMap((name) => {
      const type = types[extname(name)];
      return type === undefined ? [] : [[`/assets/${name}`, readFiles(assets, name, type)] as const];
    }),
  );
  return (request, response, next) => {
    const file = files.get(request.path);
    if (request.method !== 'GET' && request.method !== 'HEAD') next();
    else if (file !== undefined) sendFile(request, response, file);
    else if (isPage(request.path) && request.accepts(['json', 'html']) === 'html') sendPage(response, html);
    else next();
  };
}

const readFiles = (folder: URL, name: string, type: string): File => {
  const read = (end: string): Buffer => readFileSync(new URL(`${name}${end}`, folder));
  return { type, plain: read(''), br: read('.br'), gzip: read('.gz') };
};

const isPage = (path: string): boolean => path === '/' || pages.includes(path.split('/')[1] ?? '');

/** A file's name has its hash in it, so that it is asked for once (RFC 8246). */
function sendFile(request: Request, response: Response, { type, ...bodies }: File): void {
  const coding = request.acceptsEncodings(['br', 'gzip', 'identity']);
  const coded = coding === 'br' || coding === 'gzip' ? coding : null;
  response.set({
    'Content-Type': type,
    'Cache-Control': 'public, max-age=31536000, immutable',
    Vary: 'Accept-Encoding',
    ...(coded === null ? {} : { 'Content-Encoding': coded }),
  });
  const body = bodies[coded ?? 'plain'];
  response.set('Content-Length', String(body.length)).end(body);
}

/** Nothing runs but what this very page names, and what that loads; nothing becomes code that was text (Trusted Types). */
function sendPage(response: Response, html: string): void {
  const nonce = randomBytes(16).toString('base64');
  response.set({
    'Content-Security-Policy': [
      "default-src 'none'",
      `script-src 'nonce-${nonce}' 'strict-dynamic'`,
      `style-src 'self' 'nonce-${nonce}'`,
      "img-src 'self'",
      "connect-src 'self'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ].join('; '),
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'same-origin',
    Vary: 'Accept',
  });
  response.end(html.replaceAll(placeOfNonce, nonce));
}
