/** What each kind of process is to a program, put together from its description in the rules and from the very routes that are mounted. */
import { z } from 'zod';
import { interruption } from '../../rules/interruption.ts';
import { type KindName, kindNames, kinds } from '../../rules/kinds.ts';
import type { Opening } from '../../rules/kind.ts';
import { isSignedAct } from '../../rules/signed-acts.ts';
import type { PermittedAct } from '../../rules/permitted.ts';
import { type FindAct, mayLackBody, type Route } from '../http/route.ts';
import { listPathOf, pathOf } from './paths.ts';
import type { ActAnswer, KindAnswer, KindsAnswer } from './schemas.ts';

/**
 * @param routes every route that is mounted
 * @throws an error where an act has no route, or a route no body: a mistake of ours
 */
export const describeKinds = (routes: readonly Route[]): KindsAnswer => ({
  items: kindNames.map((name) => describeKind(name, routes)),
});

function describeKind(kind: KindName, routes: readonly Route[]): KindAnswer {
  const { about, stages, outcomes, stageWords, outcomeWords, opening } = kinds[kind];
  return {
    kind,
    about,
    stages: inWords(stages, stageWords),
    outcomes: inWords(outcomes, outcomeWords),
    openings: openingsOf(kind, opening, routes),
    acts: Object.entries(permissionsOf(kind)).map(([act, permitted]) =>
      describeAct(kind, act, permitted, routes),
    ),
    readings: routes
      .filter(({ method, path }) => method === 'get' && isOf(kind, path))
      .map(({ path, summary, rules }) => ({ path, about: summary, rules: [...rules] })),
  };
}

const inWords = (names: readonly string[], words: Readonly<Record<string, string>>) =>
  names.map((name) => ({ name, about: words[name] ?? '' }));

/** The kind's own, and an operator's in every kind (PRO-9). */
function permissionsOf(kind: KindName): Readonly<Record<string, PermittedAct>> {
  const { permissions, stages } = kinds[kind];
  return {
    ...permissions,
    interruption: { ...interruption, stages: stages.filter((stage) => stage !== 'ended') },
  };
}

function openingsOf(kind: KindName, opening: Opening, routes: readonly Route[]): KindAnswer['openings'] {
  if ('by' in opening) return [describeRequest(`/v1/${kinds[kind].plural}`, opening, routes)];
  return kindNames
    .filter((name) => opening.of.includes(name))
    .flatMap((name) => {
      const permitted = permissionsOf(name)[opening.act];
      return permitted === undefined ? [] : [describeRequest(pathOf(name, opening.act), permitted, routes)];
    });
}

const describeAct = (
  kind: KindName,
  act: string,
  permitted: PermittedAct,
  routes: readonly Route[],
): ActAnswer => ({
  name: act,
  stages: [...permitted.stages],
  signed: isSignedAct(kind, act),
  ...describeRequest(pathOf(kind, act), permitted, routes),
});

/** Whether a route is of an act that bears a signature where the charter has all of them signed (AUT-1). */
export const isSignedRoute = ({ method, path }: Pick<Route, 'method' | 'path'>): boolean =>
  method !== 'get' &&
  kindNames.some((kind) =>
    Object.keys(kinds[kind].permissions).some(
      (act) => isSignedAct(kind, act) && matches(path, pathOf(kind, act)),
    ),
  );

/** Finds the acts of processes among these routes. */
export const findsActs =
  (routes: readonly Route[]): FindAct =>
  (kind, id, act) => {
    const path = pathOf(kind, act);
    const route = actRoute(routes, path);
    return route && { method: methodOf(route), path: path.replace('{id}', id) };
  };

const actRoute = (routes: readonly Route[], path: string): Route | undefined =>
  routes.find((one) => one.method !== 'get' && matches(one.path, path));

const methodOf = ({ method }: Route): ActAnswer['method'] => method.toUpperCase() as ActAnswer['method'];

function describeRequest(
  path: string,
  { by, rule }: Pick<PermittedAct, 'by' | 'rule'>,
  routes: readonly Route[],
): KindAnswer['openings'][number] {
  const route = actRoute(routes, path);
  if (route?.body === undefined) throw new Error(`no route with a body at ${path}`);
  const { summary, rules, body } = route;
  return {
    method: methodOf(route),
    path,
    about: summary,
    by,
    rules: [...new Set([rule, ...rules])],
    body: z.toJSONSchema(body, { io: 'input' }),
    bodyRequired: !mayLackBody(body),
  };
}

/** Whether a template takes in a path in which some of its parameters are filled. */
function matches(template: string, path: string): boolean {
  const [some, others] = [template.split('/'), path.split('/')];
  return (
    some.length === others.length &&
    some.every((segment, place) => segment === others[place] || /^\{\w+\}$/.test(segment))
  );
}

function isOf(kind: KindName, path: string): boolean {
  const root = `/v1/${kinds[kind].plural}`;
  return path === listPathOf(kind) || path.startsWith(`${root}/`);
}
