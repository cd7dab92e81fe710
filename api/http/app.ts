/** Composes the HTTP application: every route, and what stands around all of them. */
import express, { type ErrorRequestHandler, type Express } from 'express';
import helmet from 'helmet';
import { createEventStreams } from '../events/stream.ts';
import { problemOf } from './failure.ts';
import { singleHeaders } from './headers.ts';
import { requestLog } from './logging.ts';
import { createMetrics, type Metrics } from '../operators/metrics.ts';
import { labelOf, mount } from './mount.ts';
import { describeKinds } from '../kinds/describe.ts';
import { kindsRoute } from '../kinds/routes.ts';
import { describe } from './openapi.ts';
import { documentOf, problemError, problemMediaType } from '../problems/problem.ts';
import { descriptionRoute } from './description.ts';
import { devRoutes, memberRoutes, publicRoutes } from './routes.ts';
import type { Services } from './services.ts';
import { welcome } from './welcome.ts';

/** @param closing aborted when the service stops: event streams end then, and new ones end at once */
export function createApp(services: Services, closing?: AbortSignal): Express {
  const { log, trustedProxies = 0, devTokens } = services;
  const metrics = createMetrics(services);
  const eventStreams = createEventStreams(services, metrics.listeners);
  closing?.addEventListener('abort', eventStreams.close, { once: true });
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('trust proxy', trustedProxies);
  app.enable('case sensitive routing');
  app.enable('strict routing');
  app.use(requestLog(log));
  app.use(helmet());
  app.use((request, response, next) => {
    const end = metrics.timed();
    response.once('close', () => {
      end({ method: request.method, route: labelOf(response), status: response.statusCode });
    });
    next();
  });
  app.use(singleHeaders);
  app.all('/', welcome);
  const kinds = kindsRoute(() => describeKinds([...publicRoutes, ...memberRoutes]));
  const open = [...publicRoutes, kinds, ...(devTokens === undefined ? [] : devRoutes)];
  const description = descriptionRoute(() => describe([...open, description, ...memberRoutes]));
  mount(app, { open: [...open, description], members: memberRoutes }, { services, metrics, eventStreams });
  app.use(() => {
    throw problemError('not-found');
  });
  app.use(answerProblem(metrics));
  return app;
}

/** The last of all: whatever was thrown becomes a problem. */
function answerProblem(metrics: Metrics): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    if (response.destroyed) return;
    const problem = problemOf(error, request);
    metrics.refused(problem.code);
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const document = documentOf(problem);
    response
      .status(document.status)
      .set({ 'Cache-Control': 'no-store', ...problem.headers })
      .type(problemMediaType)
      .send(JSON.stringify(document));
  };
}
