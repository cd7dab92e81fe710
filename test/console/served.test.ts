/** How the console is served: to browsers alone, under a policy with a nonce for each answer, in files that are small and never change. */
import { expect, it } from 'vitest';
import { url } from './browsing.ts';

const asBrowser = { headers: { accept: 'text/html,application/xhtml+xml' } };

/** Bytes of compressed JavaScript that a first visit may take. */
const most = 200_000;

it('is answered to browsers on its own paths, and to nobody else', async () => {
  for (const path of ['/', '/decisions/1', '/council/charter'])
    expect((await fetch(url() + path, asBrowser)).headers.get('content-type'), path).toContain('text/html');
  const program = await fetch(url(), { headers: { accept: 'application/json' } });
  expect(program.headers.get('content-type')).toContain('application/problem+json');
  expect((await fetch(`${url()}/v1/members`, asBrowser)).status).toBe(401);
  expect((await fetch(`${url()}/assets/../package.json`, asBrowser)).status).not.toBe(200);
});

it('has a nonce for each answer, and a policy that lets no text become code', async () => {
  const answers = await Promise.all([fetch(url(), asBrowser), fetch(url(), asBrowser)]);
  const policies = answers.map(({ headers }) => headers.get('content-security-policy') ?? '');
  for (const policy of policies) {
    expect(policy).not.toContain('unsafe');
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).toContain("frame-ancestors 'none'");
  }
  const nonces = policies.map((policy) => /'nonce-([^']{22}==)'/.exec(policy)?.[1] ?? '');
  expect(nonces[0]).not.toBe(nonces[1]);
  const html = await answers[0].text();
  expect(html).not.toContain('NONCE');
  expect(html.match(/nonce="[^"]*"/g)?.every((one) => one === `nonce="${nonces[0]}"`)).toBe(true);
});

it('takes at most 200 kB of compressed JavaScript for a first visit', async () => {
  const html = await (await fetch(url(), asBrowser)).text();
  const scripts = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g)].map(([, path]) => path ?? '');
  expect(scripts.length).toBeGreaterThan(0);
  let bytes = 0;
  for (const path of scripts) {
    const { headers } = await fetch(url() + path, { method: 'HEAD', headers: { 'accept-encoding': 'br' } });
    expect(headers.get('content-encoding')).toBe('br');
    expect(headers.get('cache-control')).toContain('immutable');
    bytes += Number(headers.get('content-length'));
  }
  expect(bytes).toBeLessThanOrEqual(most);
});
