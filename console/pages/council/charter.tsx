/** The charter in force as tables to be read, its versions, and what is otherwise in another one. */
import { useState } from 'react';
import { Link } from 'wouter';
import type { CharterDocument } from '../../../charter/schema.ts';
import { type CharterRow, rowsOf, written } from '../../data/charter-rows.ts';
import { useRead } from '../../data/reading.ts';
import { categoryOf } from '../../data/way.ts';
import { Shown } from '../../parts/states.tsx';
import { When } from '../../parts/when.tsx';
import { useSay } from '../../words/words.tsx';

export function CharterPage() {
  return <Shown of={useRead('/v1/charter')}>{(charter) => <Charter charter={charter} />}</Shown>;
}

function Charter({
  charter: { version, hash, inForceAt, decision, document: untyped, pace },
}: {
  readonly charter: {
    version: number;
    hash: string;
    inForceAt: string;
    decision: string | null;
    document: object;
    pace: number;
  };
}) {
  const say = useSay();
  const document = untyped as CharterDocument;
  const [other, setOther] = useState(0);
  const before = useRead('/v1/charter/versions/{n}', { path: { n: other } }, { when: other > 0 });
  const old = new Map(
    other === 0 ? [] : rowsOf(before.data?.document ?? {}).map(({ path, value }) => [path, written(value)]),
  );
  const rows = rowsOf(document).filter(
    ({ section }) => section !== 'categories' && section !== 'tiers' && section !== 'principles',
  );
  const sections = [...new Set(rows.map(({ section }) => section))];
  return (
    <div className="stack wide">
      <div className="row between">
        <div className="stack tight">
          <h2>{document.name}</h2>
          <p className="small soft">
            {say('charter.version', { version })} · <When at={inForceAt} style="absolute" />{' '}
            {pace > 1 && `· ${say('charter.pace', { pace })}`}{' '}
            {decision !== null && <Link href={`/decisions/${decision}`}>{say('charter.decision')}</Link>}
          </p>
          <p className="small soft">
            <code>{hash}</code>
          </p>
        </div>
        <span className="row">
          {version > 1 && (
            <select
              className="input"
              style={{ width: 'auto' }}
              aria-label={say('charter.compare')}
              value={other}
              onChange={({ target }) => setOther(Number(target.value))}
            >
              <option value={0}>{say('charter.compare')}</option>
              {Array.from({ length: version - 1 }, (_, place) => (
                <option key={place} value={place + 1}>
                  {say('text.version-n', { version: place + 1 })}
                </option>
              ))}
            </select>
          )}
          <Link href="/propose" className="button">
            {say('charter.amend')}
          </Link>
        </span>
      </div>
      <Categories document={document} />
      <section className="stack">
        <h2>{say('charter.principles')}</h2>
        <ul className="plain list">
          {document.principles.map(({ id, text, paths }) => (
            <li key={id}>
              <strong>{text}</strong>
              <span className="small soft">
                {paths.map((path) => (
                  <code key={path}>{path} </code>
                ))}
              </span>
            </li>
          ))}
        </ul>
      </section>
      <section className="stack">
        <h2>{say('charter.numbers')}</h2>
        <div className="columns">
          {sections.map((section) => (
            <Section
              key={section}
              name={section}
              rows={rows.filter((row) => row.section === section)}
              old={other === 0 ? null : old}
            />
          ))}
        </div>
      </section>
    </div>
  );
}

function Section({
  name,
  rows,
  old,
}: {
  readonly name: string;
  readonly rows: readonly CharterRow[];
  readonly old: ReadonlyMap<string, string> | null;
}) {
  return (
    <div className="card">
      <h3 className="named">{name}</h3>
      <table>
        <tbody>
          {rows.map(({ path, value }) => {
            const before = old?.get(path);
            const isChanged = old !== null && before !== written(value);
            return (
              <tr key={path}>
                <th scope="row">
                  <code>{path.split('/').slice(2).join(' · ') || path.slice(1)}</code>
                </th>
                <td>
                  {isChanged ? (
                    <>
                      <del>{before ?? '–'}</del> <ins>{shown(value)}</ins>
                    </>
                  ) : (
                    shown(value)
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function shown(value: unknown): string {
  if (typeof value === 'object' && value !== null && 'num' in value && 'den' in value)
    return `${'strict' in value && value.strict === true ? '> ' : ''}${String(value.num)}/${String(value.den)}`;
  if (Array.isArray(value)) return value.map(String).join(', ');
  return value === null ? '–' : written(value);
}

function Categories({ document }: { readonly document: CharterDocument }) {
  const say = useSay();
  const rank = (name: string): string => `${categoryOf(document, name)?.tier ?? ''} ${name}`;
  const sorted = Object.keys(document.categories).sort((one, other) => (rank(one) < rank(other) ? -1 : 1));
  return (
    <section className="stack">
      <h2>{say('charter.categories')}</h2>
      <div className="table card" tabIndex={0} role="region" aria-label={say('charter.categories')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{say('field.category')}</th>
              <th scope="col">{say('follows.who')}</th>
              <th scope="col">{say('follows.threshold')}</th>
              <th scope="col">{say('follows.quorum')}</th>
              <th scope="col">{say('charter.actions')}</th>
            </tr>
          </thead>
          <tbody>
            {sorted.map((name) => {
              const category = categoryOf(document, name);
              return (
                <tr key={name}>
                  <th scope="row">
                    <code>{name}</code>
                  </th>
                  <td>{say.named('tier', String(category?.tier))}</td>
                  <td>{shown(category?.threshold ?? null)}</td>
                  <td>{shown(category?.quorum ?? null)}</td>
                  <td className="small">{category?.actions.join(', ')}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}
