/** The way of a process: what has been, where it stands with what is left, what comes at the latest. */
import { useEffect, useRef } from 'react';
import type { Step } from '../data/way.ts';
import { useSay } from '../words/words.tsx';
import { Countdown, When } from './when.tsx';

export function Rail({ steps, title }: { readonly steps: readonly Step[]; readonly title: string | null }) {
  const say = useSay();
  const list = useRef<HTMLOListElement>(null);
  const here = steps.findIndex(({ is }) => is === 'present');
  // Where there is little room it lies on its side, and begins where the process stands.
  useEffect(() => {
    const [ol, step] = [list.current, list.current?.children[here]];
    if (ol !== null && step instanceof HTMLElement) ol.scrollLeft = step.offsetLeft - ol.offsetLeft - 24;
  }, [here]);
  return (
    <section className="card first" aria-label={say('rail.title')}>
      <h2>{say('rail.title')}</h2>
      {/* Where there is little room it scrolls, which keys must be able to do too. */}
      <ol ref={list} className="rail" tabIndex={0} aria-label={say('rail.title')}>
        {steps.map((step, place) => (
          <li key={place} data-is={step.is} aria-current={step.is === 'present' ? 'step' : undefined}>
            <span className="name">
              <span className="hidden">{say(`rail.${step.is}`)} </span>
              {say.named('stage', step.stage)}
              {step.round !== undefined && ` ${step.round}`}
            </span>
            {step.is === 'present' && step.closes !== null && (
              <span>
                <Countdown until={step.closes} about={title ?? undefined} />
              </span>
            )}
            <span className="at">
              <At step={step} />
            </span>
            {step.note !== undefined && <span className="small soft">{say(`rail.note.${step.note}`)}</span>}
          </li>
        ))}
      </ol>
    </section>
  );
}

function At({ step: { is, opens, closes, stage } }: { readonly step: Step }) {
  const say = useSay();
  if (is === 'present' && closes !== null)
    return (
      <>
        {say('rail.until')} <When at={closes} style="absolute" />
      </>
    );
  if (is === 'coming')
    return opens === null ? (
      say('rail.open')
    ) : (
      <>
        {say(stage === 'ended' ? 'rail.by' : 'rail.from')} <When at={opens} style="absolute" />
      </>
    );
  return opens === null ? null : <When at={opens} style="absolute" />;
}
