/** A tally as a bar over the whole electorate, with the marks of quorum and threshold, and in a sentence what can still change it; where majorities of parts are asked for, a bar for each. */
import { leastReaching } from '../../../rules/polls/share.ts';
import type { Schemas } from '../../data/client.ts';
import { useSay } from '../../words/words.tsx';
import { PartBars } from './part-bars.tsx';

type Figures = Schemas['TallyFigures'];

const choices = ['for', 'against', 'abstain'] as const;

/** How many votes for are needed as it stands: a share of those who decide, of those who take part, of all, or of the seats, and no fewer than its `least`. */
function neededFor({ threshold, ...figures }: Figures): number {
  const whole =
    threshold.of === 'electorate'
      ? figures.electorate
      : threshold.of === 'participating'
        ? figures.participating
        : threshold.of === 'seats'
          ? (threshold.seats ?? figures.electorate)
          : figures.for + figures.against;
  const share = threshold.unanimous ? whole : Math.max(leastReaching(threshold, whole), threshold.least ?? 0);
  return Math.max(share, neededOfAll({ threshold, ...figures }));
}

/** How many of all electors must be for besides, where that is asked for (TIE-4). */
function neededOfAll({ threshold: { electors }, electorate }: Figures): number {
  return electors === undefined ? 0 : leastReaching({ strict: false, ...electors }, electorate);
}

/** How many votes make the quorum: a share of the electorate, more than it where it is strict, and no fewer than its `least` (TIE-4). */
function neededPart({ quorum, electorate }: Figures): number {
  const { strict = false, least = 0 } = quorum;
  return Math.max(leastReaching({ ...quorum, strict }, electorate), least);
}

/** How many of the votes the quorum counts. */
function takingPart({ quorum, participating, ...figures }: Figures): number {
  if (quorum.of === 'for') return figures.for;
  return quorum.of === 'decisive' ? figures.for + figures.against : participating;
}

export function VoteBar({ figures, isClosed }: { readonly figures: Figures; readonly isClosed: boolean }) {
  const say = useSay();
  const { electorate, participating, threshold, quorum } = figures;
  const share = (count: number): string => `${(100 * count) / Math.max(1, electorate)}%`;
  const [quorate, needed] = [neededPart(figures), neededFor(figures)];
  return (
    <div className="stack tight">
      <p className="figures">
        {choices.map((choice) => (
          <span key={choice} className={choice}>
            <b>{figures[choice]}</b> {say.named('choice', choice)}
          </span>
        ))}
        <span className="soft">
          <b>{electorate - participating}</b> {say('vote.silent')}
        </span>
      </p>
      <div>
        <div
          className="bar"
          role="img"
          aria-label={say('vote.bar', {
            for: figures.for,
            against: figures.against,
            abstain: figures.abstain,
            electorate,
          })}
        >
          {choices.map((choice) => (
            <span key={choice} className={choice} style={{ width: share(figures[choice]) }} />
          ))}
        </div>
        <div className="bar-marks">
          <span
            className={quorate * 2 > electorate ? 'flip' : ''}
            style={{ insetInlineStart: share(quorate) }}
          >
            {quorum.met ? '✓ ' : ''}
            {say('vote.quorum', { quorate })}
          </span>
        </div>
      </div>
      <ul className="plain small stack tight">
        <li>
          <span className={`tag ${quorum.met ? 'done' : 'owed'}`}>
            {say(quorum.met ? 'vote.met' : 'vote.not-met')}
          </span>{' '}
          {say('vote.quorum.about', { participating: takingPart(figures), quorate, electorate })}
        </li>
        <li>
          <span className={`tag ${threshold.met ? 'done' : 'owed'}`}>
            {say(threshold.met ? 'vote.met' : 'vote.not-met')}
          </span>{' '}
          {say(threshold.unanimous ? 'vote.threshold.unanimous' : 'vote.threshold.about', {
            num: threshold.num,
            den: threshold.den,
            for: figures.for,
            needed,
            of: say.named('share-of', threshold.of),
            strict: String(threshold.strict),
          })}
        </li>
        {threshold.electors !== undefined && (
          <li>
            {say('vote.threshold.electors', {
              for: figures.for,
              needed: neededOfAll(figures),
              electorate,
            })}
          </li>
        )}
        {threshold.most !== undefined && (
          <li>{say('vote.threshold.most', { against: figures.against, most: threshold.most })}</li>
        )}
        {!isClosed && (
          <li>
            {say(figures.decided ? 'vote.decided' : 'vote.open', { silent: electorate - participating })}
          </li>
        )}
      </ul>
      <PartBars figures={figures} />
    </div>
  );
}
