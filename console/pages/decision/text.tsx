/** What it says, with what has changed since the reader saw it last; why, whom it touches, what else there would be, and what it does. */
import { type ReactNode, useEffect, useState } from 'react';
import type { Schemas } from '../../data/client.ts';
import { useMe } from '../../data/council.ts';
import { useRead } from '../../data/reading.ts';
import { Facts } from '../../parts/facts.tsx';
import { People } from '../../parts/people.tsx';
import { wordDifference } from '../../parts/word-difference.ts';
import { useSay } from '../../words/words.tsx';

type Proposal = Schemas['Proposal'];

/** The version that this browser's reader saw last, as it was when the page was opened. */
function useLastRead({ id, version }: Proposal): number {
  const me = useMe();
  const key = `folkmoot-read:${me.id}:${id}`;
  const [last] = useState(() => Number(localStorage.getItem(key) ?? version));
  useEffect(() => {
    localStorage.setItem(key, String(version));
  }, [key, version]);
  return last;
}

export function TextOf({ proposal }: { readonly proposal: Proposal }) {
  const say = useSay();
  const { id, version, text, rationale, impact, alternatives, action, amendments } = proposal;
  const { references = [], attachments = [] } = proposal;
  const last = useLastRead(proposal);
  const versions =
    useRead('/v1/proposals/{id}/versions', { path: { id } }, { when: version > 1 }).data?.items ?? [];
  const [against, setAgainst] = useState<number | null>(null);
  const compared = against ?? (last < version ? last : version);
  const before = versions.find((one) => one.version === compared)?.text;
  const isCompared = compared !== version && before !== undefined && before !== null;
  return (
    <div className="stack wide">
      {version > 1 && (
        <div className="row between">
          <p className="small soft">
            {last < version
              ? say('text.changed', { last, version })
              : say('text.version', { version, made: amendments.made })}
          </p>
          <label className="row small">
            {say('text.compare')}
            <select
              className="input"
              style={{ width: 'auto' }}
              value={compared}
              onChange={({ target }) => setAgainst(Number(target.value))}
            >
              <option value={version}>{say('text.compare.none')}</option>
              {versions
                .filter((one) => one.version !== version)
                .map((one) => (
                  <option key={one.version} value={one.version}>
                    {say('text.version-n', { version: one.version })}
                  </option>
                ))}
            </select>
          </label>
        </div>
      )}
      <div className="prose">
        {isCompared ? (
          <Difference before={before} after={text ?? ''} />
        ) : (
          (text ?? <span className="soft">{say('text.none')}</span>)
        )}
      </div>
      {rationale !== null && (
        <Part title={say('field.rationale')}>
          <div className="prose">{rationale}</div>
        </Part>
      )}
      {impact !== null && (
        <Part title={say('field.impact')}>
          <p className="row">
            <strong>{say('text.affected')}</strong>{' '}
            {impact.affected === 'everyone' ? say('text.everyone') : <People ids={impact.affected} />}
          </p>
          <div className="prose">{impact.statement}</div>
        </Part>
      )}
      {alternatives.length > 0 && (
        <Part title={say('field.alternatives')}>
          <div className="sides">
            {alternatives.map(({ title, text: other }, place) => (
              <article key={place} className="card stack tight">
                <h3>
                  <bdi dir="auto">{title}</bdi>
                </h3>
                <div className="prose">{other}</div>
              </article>
            ))}
          </div>
        </Part>
      )}
      {references.length > 0 && (
        <Part title={say('field.references')}>
          <ul className="stack tight">
            {references.map(({ title, url }, place) => (
              <li key={place}>
                <a href={url} rel="noreferrer noopener" target="_blank">
                  <bdi dir="auto">{title}</bdi>
                </a>{' '}
                <span className="small soft">{new URL(url).host}</span>
              </li>
            ))}
          </ul>
        </Part>
      )}
      {attachments.length > 0 && (
        <Part title={say('field.attachments')}>
          <p className="small soft">{say('text.attachments')}</p>
          <ul className="stack tight">
            {attachments.map(({ name, sha256, size }) => (
              <li key={sha256}>
                <a href={`/v1/proposals/${id}/attachments/${sha256}`} download={name}>
                  <bdi dir="auto">{name}</bdi>
                </a>{' '}
                <span className="small soft">{say('text.kibibytes', { size: Math.ceil(size / 1024) })}</span>
              </li>
            ))}
          </ul>
        </Part>
      )}
      {action !== null && (
        <Part title={say('field.action')}>
          {action.type === 'none' ? (
            <p className="soft">{say('text.no-action')}</p>
          ) : (
            <div className="card">
              <Facts of={action} />
            </div>
          )}
        </Part>
      )}
      <Amendment proposal={proposal} />
    </div>
  );
}

const Part = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <section className="stack tight">
    <h2>{title}</h2>
    {children}
  </section>
);

function Difference({ before, after }: { readonly before: string; readonly after: string }) {
  const say = useSay();
  return wordDifference(before, after).map(({ is, text }, place) =>
    is === 'same' ? (
      <span key={place}>{text}</span>
    ) : is === 'gone' ? (
      <del key={place}>
        <span className="hidden">{say('text.gone')} </span>
        {text}
      </del>
    ) : (
      <ins key={place}>
        <span className="hidden">{say('text.new')} </span>
        {text}
      </ins>
    ),
  );
}

/** What an amendment makes of the charter. */
function Amendment({ proposal: { amendment } }: { readonly proposal: Proposal }) {
  const say = useSay();
  if (amendment === null) return null;
  return (
    <Part title={say('text.amendment')}>
      <div className="card">
        <Facts of={amendment} />
      </div>
    </Part>
  );
}
