/** Instants and what is left until them. The zone is named; what runs down is spoken only when little is left. */
import { useEffect, useSyncExternalStore } from 'react';
import { useIntl } from 'react-intl';
import { now } from '../data/clock.ts';
import { useSay } from '../words/words.tsx';
import { announce } from './announcer.tsx';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** One clock for all countdowns of a page: it ticks once a second while anybody looks. */
const ticks = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let tick = Math.floor(now() / second);
function subscribe(listener: () => void): () => void {
  ticks.add(listener);
  timer ??= setInterval(() => {
    tick = Math.floor(now() / second);
    for (const each of ticks) each();
  }, second);
  return () => {
    ticks.delete(listener);
    if (ticks.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}
/** The council's time in milliseconds, every second anew. */
const useNow = (): number => useSyncExternalStore(subscribe, () => tick) * second;

/** An instant in words with its zone, and exactly for who points at it. */
export function When({
  at,
  style = 'both',
}: {
  readonly at: string;
  readonly style?: 'both' | 'relative' | 'absolute';
}) {
  const intl = useIntl();
  const value = Date.parse(at);
  const full = intl.formatDate(value, { dateStyle: 'full', timeStyle: 'long' });
  const date = intl.formatDate(value, {
    day: 'numeric',
    month: 'short',
    ...(new Date(value).getFullYear() === new Date(now()).getFullYear() ? {} : { year: 'numeric' }),
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  });
  return (
    <time dateTime={at} title={full}>
      {style === 'relative' ? (
        <Relative at={value} />
      ) : style === 'absolute' ? (
        date
      ) : (
        <>
          <Relative at={value} /> <span className="soft">· {date}</span>
        </>
      )}
    </time>
  );
}

function Relative({ at }: { readonly at: number }) {
  const intl = useIntl();
  const difference = at - useNow();
  const size = Math.abs(difference);
  const [unit, length] =
    size < minute
      ? (['second', second] as const)
      : size < hour
        ? (['minute', minute] as const)
        : size < 2 * day
          ? (['hour', hour] as const)
          : (['day', day] as const);
  return <>{intl.formatRelativeTime(Math.round(difference / length), unit, { numeric: 'auto' })}</>;
}

/** How long a span of milliseconds is, in its two largest units. */
export function useSpan(): (milliseconds: number) => string {
  const intl = useIntl();
  return (milliseconds) => {
    const rest = Math.max(0, milliseconds);
    const units = [
      ['day', Math.floor(rest / day)],
      ['hour', Math.floor((rest % day) / hour)],
      ['minute', Math.floor((rest % hour) / minute)],
      ['second', Math.floor((rest % minute) / second)],
    ] as const;
    const first = units.findIndex(([, count]) => count > 0);
    const shown =
      first === -1
        ? units.slice(3)
        : units.slice(first, first + 2).filter(([, count], place) => place === 0 || count > 0);
    return shown
      .map(([unit, count]) => intl.formatNumber(count, { style: 'unit', unit, unitDisplay: 'short' }))
      .join(' ');
  };
}

/** Seconds that are left when it is said aloud. */
const spoken = [3600, 600, 60, 10];

/** What is left until an instant, live. */
export function Countdown({ until, about }: { readonly until: string; readonly about?: string }) {
  const say = useSay();
  const span = useSpan();
  const left = Date.parse(until) - useNow();
  const seconds = Math.round(left / second);
  useEffect(() => {
    if (about !== undefined && spoken.includes(seconds)) announce(`${about}: ${span(left)}`);
  }, [about, left, seconds, span]);
  return (
    <span role="timer" className="countdown" data-near={left < hour || undefined}>
      {left <= 0 ? say('when.due') : say('when.left', { span: span(left) })}
    </span>
  );
}
