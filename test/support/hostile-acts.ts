/** What members try in a process, as requests below it. */
import fc from 'fast-check';

export const reason = 'So I say.';

/** A request below a process: its end, and what is sent. */
export interface Request {
  readonly method: 'post' | 'put' | 'patch';
  readonly end: string;
  readonly body: unknown;
}
export const post = (end: string, body: fc.Arbitrary<unknown> = fc.constant({})): fc.Arbitrary<Request> =>
  body.map((sent) => ({ method: 'post', end, body: sent }));
export const put = (end: string, body: fc.Arbitrary<unknown>): fc.Arbitrary<Request> =>
  body.map((sent) => ({ method: 'put', end, body: sent }));
export const patch = (end: string, body: fc.Arbitrary<unknown>): fc.Arbitrary<Request> =>
  body.map((sent) => ({ method: 'patch', end, body: sent }));
