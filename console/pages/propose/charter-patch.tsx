/** An amendment as a form over the charter: what is to be otherwise, the difference, and of which class that makes it. */
import { useState } from 'react';
import type { CharterDocument } from '../../../charter/schema.ts';
import { principleAt, readBack, rowsOf, written } from '../../data/charter-rows.ts';
import { useSay } from '../../words/words.tsx';

interface Change {
  readonly op: string;
  readonly path: string;
  readonly value?: unknown;
}

interface Props {
  readonly charter: CharterDocument;
  readonly value: unknown;
  readonly onChange: (patch: readonly Change[]) => void;
}

export function CharterPatch({ charter, value, onChange }: Props) {
  const say = useSay();
  const changes = (Array.isArray(value) ? value : []) as readonly Change[];
  const [sought, setSought] = useState('');
  const rows = rowsOf(charter);
  const changed = changes.flatMap(({ path }) => rows.filter((row) => row.path === path));
  const found =
    sought === ''
      ? []
      : rows
          .filter(({ path }) => path.includes(sought) && !changed.some((row) => row.path === path))
          .slice(0, 12);
  const touched = changes
    .map(({ path }) => principleAt(charter.principles, path))
    .find((id) => id !== undefined);
  return (
    <div className="stack">
      <div className="field">
        <label htmlFor="patch-search">{say('amend.search')}</label>
        <input
          id="patch-search"
          type="search"
          className="input"
          value={sought}
          onChange={({ target }) => setSought(target.value)}
        />
      </div>
      {found.length > 0 && (
        <ul className="plain list">
          {found.map((row) => (
            <li key={row.path}>
              <span className="row between">
                <code>{row.path}</code>
                <button
                  type="button"
                  className="button small"
                  onClick={() => onChange([...changes, { op: 'replace', path: row.path, value: row.value }])}
                >
                  {say('amend.change')}
                </button>
              </span>
            </li>
          ))}
        </ul>
      )}
      {changed.map((row) => {
        const to = changes.find(({ path }) => path === row.path)?.value;
        const put = (text: string) =>
          onChange(
            changes.map((one) =>
              one.path === row.path ? { ...one, value: readBack(text, row.value) } : one,
            ),
          );
        return (
          <div key={row.path} className="card stack tight">
            <div className="row between">
              <code>{row.path}</code>
              <button
                type="button"
                className="button small quiet"
                onClick={() => onChange(changes.filter(({ path }) => path !== row.path))}
              >
                {say('form.remove')}
              </button>
            </div>
            <input
              className="input"
              aria-label={say('amend.to', { path: row.path })}
              value={written(to)}
              onChange={({ target }) => put(target.value)}
            />
            <p className="small">
              <del>{written(row.value)}</del> → <ins>{written(to)}</ins>
            </p>
          </div>
        );
      })}
      {changes.length > 0 && (
        <p className="notice">
          {touched === undefined
            ? say('amend.class.constitutional')
            : say('amend.class.principles', { principle: touched })}
        </p>
      )}
    </div>
  );
}
