/** Cookies (RFC 6265bis): read strictly, and set so that no script, no other host and no other site's request has them. */
import type { IncomingMessage, ServerResponse } from 'node:http';

/** What a cookie is for. */
export type CookieName = 'folkmoot' | 'folkmoot-sign-in';

/**
 * The name as the browser has it. With `__Host-` it takes the cookie from an https answer of this very host alone, and sends it to no other.
 * On plain http, which only this machine has, older browsers refuse it, and some still do.
 */
const nameOf = (name: CookieName, isSecure: boolean): string => (isSecure ? `__Host-${name}` : name);

/**
 * What a cookie of a request says; undefined where it is not there, or twice: nobody knows then which one was set here. Of blanks only
 * those of the header's own writing are left out (RFC 6265bis, section 5.6): with another before it a name has no `__Host-`, and any
 * host beside this one may have set it.
 */
export function readCookie(
  { headers: { cookie = '' } }: Pick<IncomingMessage, 'headers'>,
  name: CookieName,
  isSecure: boolean,
): string | undefined {
  const begin = `${nameOf(name, isSecure)}=`;
  const [value, ...more] = cookie
    .split(';')
    .map((pair) => pair.replace(/^[ \t]+|[ \t]+$/g, ''))
    .filter((pair) => pair.startsWith(begin))
    .map((pair) => pair.slice(begin.length));
  return more.length > 0 ? undefined : value;
}

/**
 * Sets a cookie beside those that the answer sets already. It goes along when another site leads here (SameSite=Lax), and never with what
 * another site's page sends or loads.
 * @param value of characters that need no escape (RFC 6265, section 4.1.1); empty: the browser forgets it
 * @param seconds that the browser keeps it
 */
export function setCookie(
  response: ServerResponse,
  name: CookieName,
  {
    value,
    seconds,
    isSecure,
  }: { readonly value: string; readonly seconds: number; readonly isSecure: boolean },
): void {
  const attributes = [
    'Path=/',
    `Max-Age=${seconds}`,
    'HttpOnly',
    'SameSite=Lax',
    ...(isSecure ? ['Secure'] : []),
  ];
  response.appendHeader('Set-Cookie', [`${nameOf(name, isSecure)}=${value}`, ...attributes].join('; '));
}

export const clearCookie = (response: ServerResponse, name: CookieName, isSecure: boolean): void =>
  setCookie(response, name, { value: '', seconds: 0, isSecure });
