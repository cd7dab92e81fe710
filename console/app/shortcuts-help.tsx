/** The list of the keys that lead somewhere. */
import { useSay } from '../words/words.tsx';
import { Over } from './dialog.tsx';
import { ways } from './shortcuts.ts';

export default function ShortcutsHelp({ close }: { readonly close: () => void }) {
  const say = useSay();
  const rows: readonly (readonly [readonly string[], string])[] = [
    [['?'], say('nav.shortcuts')],
    [['⌘K', '/'], say('palette.open')],
    [['n'], say('nav.propose')],
    ...Object.entries(ways).map(([key, { name }]) => [['g', key], say(name)] as const),
    [['Esc'], say('shortcuts.close')],
  ];
  return (
    <Over title={say('nav.shortcuts')} close={close}>
      <table>
        <tbody>
          {rows.map(([keys, name]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>
                <span className="row">
                  {keys.map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="small soft">{say('shortcuts.tables')}</p>
      <div>
        <button type="button" className="button" onClick={close}>
          {say('form.close')}
        </button>
      </div>
    </Over>
  );
}
