/** Composes the HTTP application: every route, and what stands around all of them. */
import type { RequestListener } from 'node:http';
import express, { type ErrorRequestHandler } from 'express';
import { answerNews } from '../events/answer-news.ts';
import { eventBell } from '../events/bell.ts';
import { createEventStreams } from '../events/stream.ts';
import { problemOf } from '../http/failure.ts';
import { securityHeaders, singleHeaders } from '../http/headers.ts';
import { requestLog } from './logging.ts';
import { createMetrics, type Metrics } from '../operators/metrics.ts';
import { describeKinds, findsActs } from '../kinds/describe.ts';
import { kindsRoute } from '../kinds/routes.ts';
import { readConsole } from './console.ts';
import { createPlaces } from '../http/limits.ts';
import { isCounted, labelOf } from '../http/labels.ts';
import { createGate, mount } from '../http/mount.ts';
import { describe } from '../description/openapi.ts';
import { openCredentials } from '../identity/auth.ts';
import { openReaders } from '../identity/readers.ts';
import { openIntake } from '../../store/ballots/intake.ts';
import { openSignatureCheck } from '../../store/ballots/answers/signed-answers.ts';
import { openKeyring } from '../../store/council/member-keys.ts';
import { ownNotifications } from '../../store/postgres/notifications.ts';
import { beforeExpress } from '../polls/before-express.ts';
import { problemError } from '../problems/problem.ts';
import { descriptionRoute } from '../description/routes.ts';
import { devRoutes, identityRoutes, memberRoutes, publicRoutes, sessionRoutes } from '../http/routes.ts';
import { sendProblem } from '../http/sending.ts';
import type { Services } from './services.ts';
import { tellToLookAgain } from './temporal.ts';
import { challenged } from '../mcp/metadata.ts';
import { mcpHandler } from '../mcp/handler.ts';
import { welcome } from './welcome.ts';

/**
 * What a server calls for each request.
 * @param closing aborted when the service stops: event streams end then, and new ones end at once
 */
export function createApp(
  services: Services,
  closing: AbortSignal = new AbortController().signal,
): RequestListener {
  const { log, trustedProxies = 0, devTokens, writes, clock, temporal, signer } = services;
  const metrics = createMetrics(services);
  const gate = createGate(services.limits);
  const takePlace = createPlaces(gate.limits.streams);
  const notifications = services.notifications ?? ownNotifications();
  const news = answerNews(notifications);
  const bell = eventBell(notifications);
  const eventStreams = createEventStreams(
    { ...services, notifications, news, bell },
    takePlace,
    metrics.listeners,
  );
  closing.addEventListener('abort', eventStreams.close, { once: true });
  const intake = openIntake({
    ...gate.limits.answers,
    db: writes,
    clock,
    signer,
    onKept: news.kept,
    onComplete: (decision) => tellToLookAgain(temporal, log, [decision]),
  });
  const signatures = openSignatureCheck(signer.name, openKeyring(writes));
  const findAct = findsActs(memberRoutes);
  const credentials = openCredentials(services);
  const readers = openReaders(services.notifications);
  const tools = { services, metrics, eventStreams, intake, news, signatures, findAct, credentials, readers };
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('trust proxy', trustedProxies);
  app.enable('case sensitive routing');
  app.enable('strict routing');
  app.use(singleHeaders);
  const people = services.sessions === undefined ? undefined : readConsole();
  if (people !== undefined) app.use(people);
  app.all('/', welcome(services.sessions !== undefined));
  const kinds = kindsRoute(() => describeKinds([...publicRoutes, ...memberRoutes]));
  const open = [
    ...publicRoutes,
    kinds,
    ...(devTokens === undefined ? [] : devRoutes),
    ...(services.sessions === undefined ? [] : sessionRoutes(services.sessions)),
  ];
  const description = descriptionRoute(() =>
    describe([...open, description, ...identityRoutes, ...memberRoutes]),
  );
  const mcp = mcpHandler({ services, credentials, eventStreams, takePlace }, closing);
  mount(
    app,
    { open: [...open, description], identities: identityRoutes, members: memberRoutes, agents: mcp },
    tools,
    gate,
  );
  app.use(() => {
    throw problemError('not-found');
  });
  app.use(answerProblem(metrics, services.publicUrl));
  const answersFirst = beforeExpress(tools, gate);
  const logged = requestLog(log);
  const secure = securityHeaders();
  return (request, response) => {
    logged(request, response);
    const end = metrics.timed();
    response.once('close', () => {
      if (isCounted(response))
        end({ method: request.method ?? '', route: labelOf(response), status: response.statusCode });
    });
    for (const [name, value] of secure) response.setHeader(name, value);
    const rest = (): void => void app(request, response);
    if (!answersFirst(request, response, rest)) rest();
  };
}

/** The last of all: whatever was thrown becomes a problem. */
function answerProblem(metrics: Metrics, publicUrl: string | undefined): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    if (response.destroyed) return;
    const problem = challenged(problemOf(error, request), request, publicUrl);
    if (isCounted(response)) metrics.refused(problem.code);
    sendProblem(response, problem);
  };
}
