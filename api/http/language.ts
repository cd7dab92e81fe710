/** The language in which an answer says things: which the request prefers of those that there are (RFC 9110, section 12.5.4). */
import type { Request, Response } from 'express';
import { type Language, languages } from '../messages/say.ts';

/** The first where it asks for none of them: words in another language are better than none. */
export function languageOf(request: Request): Language {
  const preferred = request.acceptsLanguages([...languages]);
  return languages.find((language) => language === preferred) ?? languages[0];
}

/** Says in which it was, and that another was to be had. */
export function saidIn(response: Response, language: Language): void {
  response.vary('Accept-Language').set('Content-Language', language);
}
