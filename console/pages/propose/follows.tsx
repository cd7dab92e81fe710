/** What follows from a category, at once: who decides, how many must take part and agree, which windows run, and when it can end at the earliest and the latest. */
import type { CharterDocument } from '../../../charter/schema.ts';
import type { Action } from '../../../rules/model.ts';
import { asksMajority } from '../../../rules/polls/majority.ts';
import { permissionOf } from '../../../rules/proposal/tiers.ts';
import { now } from '../../data/clock.ts';
import { categoryOf, noteOf, windowsOf } from '../../data/way.ts';
import { Row } from '../../parts/facts.tsx';
import { useSpan, When } from '../../parts/when.tsx';
import { useSay } from '../../words/words.tsx';

export function Follows({
  charter,
  name,
  action,
  pace,
}: {
  readonly charter: CharterDocument;
  readonly name: string;
  /** As far as it is filled in. */
  readonly action: Readonly<Record<string, unknown>>;
  readonly pace: number;
}) {
  const say = useSay();
  const span = useSpan();
  const category = categoryOf(charter, name);
  if (category === undefined)
    return (
      <section className="card stack tight">
        <h2>{say('follows.title')}</h2>
        <p className="soft">{say('follows.none')}</p>
      </section>
    );
  const windows = windowsOf(charter, name, pace);
  const whole = windows.reduce((sum, { window }) => sum + (window ?? 0), 0);
  const { threshold, parts, quorum, of } = category;
  return (
    <section className="card stack">
      <h2>{say('follows.title')}</h2>
      <dl className="facts small">
        <Row name={say('follows.who')}>{say.named('tier-about', String(category.tier))}</Row>
        {threshold !== null && (
          <Row name={say('follows.threshold')}>
            {threshold === 'unanimous'
              ? say('follows.unanimous')
              : say('follows.share', {
                  num: threshold.num,
                  den: threshold.den,
                  strict: String('strict' in threshold && threshold.strict === true),
                  of: say.named('share-of', of),
                })}
          </Row>
        )}
        {category.tier === 2 && asksMajority({ family: '', permission: permissionOf(action as Action) }) && (
          <Row name={say('follows.electors')}>{say('follows.electors.about')}</Row>
        )}
        {parts !== undefined && (
          <Row name={say('parts.title')}>
            {parts.each === undefined
              ? say('follows.parts.most', { by: say.named('part', parts.by) })
              : say('follows.parts.each', {
                  num: parts.each.num,
                  den: parts.each.den,
                  by: say.named('part', parts.by),
                })}
          </Row>
        )}
        {category.endorsers !== undefined && (
          <Row name={say('stage.endorsement')}>
            {say('follows.endorsers', { count: category.endorsers.count })}
          </Row>
        )}
        {quorum !== null && (
          <Row name={say('follows.quorum')}>
            {say('follows.quorum.share', { num: quorum.num, den: quorum.den })}
          </Row>
        )}
        {category.approval === true && (
          <Row name={say('follows.approval')}>{say('follows.approval.about')}</Row>
        )}
        {category.hearing === true && <Row name={say('follows.hearing')}>{say('follows.hearing.about')}</Row>}
      </dl>
      <ol className="plain small stack tight">
        {windows.map(({ stage, round, window }) => {
          const note = noteOf(charter, name, { stage, round });
          return (
            <li key={`${stage}${round ?? ''}`}>
              <span className="row between">
                <span className="tag stage">
                  {say.named('stage', stage)} {round}
                </span>
                <span className="soft">{window === null ? '' : span(window)}</span>
              </span>
              {note !== undefined && <span className="soft">{say(`rail.note.${note}`)}</span>}
            </li>
          );
        })}
      </ol>
      <p className="small">
        {say('follows.end')}{' '}
        <When at={new Date(Math.floor((now() + whole) / 60_000) * 60_000).toISOString()} />
      </p>
      <p className="small soft">{say('follows.early')}</p>
    </section>
  );
}
