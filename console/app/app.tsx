/** Who is signed in sees the council; who is not, what this is and how to come in. */
import { lazy, Suspense, useEffect, useState } from 'react';
import { Route, Switch, useLocation } from 'wouter';
import { Refusal } from '../data/client.ts';
import { Me, useKinds } from '../data/council.ts';
import { later } from '../data/later.ts';
import { keepEarly } from '../data/early.ts';
import { owedAddress, useOpen, useOwed } from '../data/open.ts';
import { useRead } from '../data/reading.ts';
import { Announcer } from '../parts/announcer.tsx';
import { ProblemNotice } from '../parts/problem.tsx';
import { Loading } from '../parts/states.tsx';
import { Home } from '../pages/home/home.tsx';
import { Landing } from './landing.tsx';
import { Shell } from './shell.tsx';
import { NotFound } from './not-found.tsx';

const Decision = lazy(later(() => import('../pages/decision/decision.tsx')));
const Decisions = lazy(later(() => import('../pages/process/decisions.tsx')));
const Process = lazy(later(() => import('../pages/process/process.tsx')));
const Propose = lazy(later(() => import('../pages/propose/propose.tsx')));
const Council = lazy(later(() => import('../pages/council/council.tsx')));
const Archive = lazy(later(() => import('../pages/archive/archive.tsx')));
const Support = lazy(later(() => import('../pages/support/support.tsx')));
const Custody = lazy(later(() => import('../pages/custody/custody.tsx')));
const Operations = lazy(later(() => import('../pages/operations/operations.tsx')));
const Tour = lazy(later(() => import('../pages/home/tour.tsx')));

/** Where this browser keeps who was signed in. */
const lastKey = 'folkmoot-member';

/** Milliseconds between looks at whether the session still stands. */
const look = 60_000;

export function App() {
  const session = useRead('/v1/session', {}, { every: look });
  // What every page stands on is asked for side by side: who it was the last time is most often who it is.
  useKinds();
  const [last] = useState(() => localStorage.getItem(lastKey));
  const id = session.data === undefined ? last : session.data.member;
  const asked = useRead('/v1/members/{id}', { path: { id: id ?? '' } }, { when: id !== null });
  const isMe = session.data !== undefined && asked.data?.id === session.data.member;
  const me = { data: isMe ? asked.data : undefined, error: asked.error };
  const signedIn = session.data?.member ?? null;
  useOwed(id !== null);
  const [here] = useLocation();
  const { addresses, isKnown } = useOpen('next', id !== null && here === '/');
  useEffect(() => {
    if (signedIn !== null) localStorage.setItem(lastKey, signedIn);
  }, [signedIn]);
  const early = isKnown && signedIn !== null ? addresses.join(' ') : '';
  useEffect(() => {
    if (early !== '') keepEarly([`/v1/members/${signedIn}`, owedAddress, ...early.split(' ')]);
  }, [early, signedIn]);
  const isOver = session.error instanceof Refusal && session.error.status === 401;
  // Who was signed in and is not any more stays where they are: what they write is not lost.
  const [was, setWas] = useState(me.data);
  useEffect(() => {
    if (me.data !== undefined) setWas(me.data);
  }, [me.data]);
  const member = me.data ?? was;
  if (member === undefined)
    return (
      <>
        {isOver || (session.data !== undefined && id === null) ? (
          <Landing session={isOver ? null : (session.data ?? null)} />
        ) : (
          <main className="page">
            {(session.error ?? me.error) ? <ProblemNotice error={session.error ?? me.error} /> : <Loading />}
          </main>
        )}
        <Announcer />
      </>
    );
  return (
    <Me value={member}>
      <Shell isOver={isOver}>
        <Suspense fallback={<Loading />}>
          <Switch>
            <Route path="/">
              <Home />
            </Route>
            <Route path="/decisions">
              <Decisions />
            </Route>
            <Route path="/decisions/:id">
              {({ id: decision }) => <Decision key={decision} id={decision} />}
            </Route>
            <Route path="/processes/:kind/new">{({ kind }) => <Process key={kind} kind={kind} />}</Route>
            <Route path="/processes/:kind/:id">
              {({ kind, id: process }) => <Process key={process} kind={kind} id={process} />}
            </Route>
            <Route path="/processes/:kind">{({ kind }) => <Decisions kind={kind} />}</Route>
            <Route path="/propose/:id?">{({ id: draft }) => <Propose key={draft} draft={draft} />}</Route>
            <Route path="/council/*?">{({ '*': part }) => <Council part={part ?? ''} />}</Route>
            <Route path="/archive">
              <Archive />
            </Route>
            <Route path="/support/:id?">
              {({ id: one }) => <Support key={one} {...(one !== undefined && { id: one })} />}
            </Route>
            <Route path="/custody/:id?">
              {({ id: file }) => <Custody key={file} {...(file !== undefined && { id: file })} />}
            </Route>
            <Route path="/operations">
              <Operations />
            </Route>
            <Route path="/tour">
              <Tour />
            </Route>
            <Route>
              <NotFound />
            </Route>
          </Switch>
        </Suspense>
      </Shell>
      <Announcer />
    </Me>
  );
}
