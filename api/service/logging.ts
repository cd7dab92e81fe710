/** One line a request in the log: no token, no body, no query. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { type HttpLogger, pinoHttp } from 'pino-http';

const header = 'x-request-id';
const wellFormed = /^[\w.:-]{1,128}$/;

/** Gives every request an id, the caller's own where it is well formed, and logs how it was answered. */
export function requestLog(log: Logger): HttpLogger {
  return pinoHttp<IncomingMessage, ServerResponse>({
    logger: log,
    genReqId: (request, response) => {
      const given = request.headers[header];
      const id = typeof given === 'string' && wellFormed.test(given) ? given : randomUUID();
      response.setHeader('X-Request-Id', id);
      return id;
    },
    customLogLevel: (_request, { statusCode }, error) =>
      error !== undefined || statusCode >= 500 ? 'error' : 'info',
    serializers: {
      req: ({ id, method, url }: { id: string; method: string; url: string }) => ({
        id,
        method,
        path: url.split('?', 1)[0],
      }),
      res: ({ statusCode }: { statusCode: number }) => ({ status: statusCode }),
    },
  });
}
