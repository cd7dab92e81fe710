/** German: the names of mending, as people say them. */
import type { mending as english } from '../en/mending.ts';
export const mending: Readonly<Record<keyof typeof english, string>> = {
  'kinds.repair': 'Wiedergutmachungen',
  'kinds.repair.about':
    'Was geschuldet ist, um einen Schaden gutzumachen, in Raten, bis es getan oder erlassen ist.',
  'kinds.repair.none':
    'Keine Wiedergutmachung ist offen. Eine Partei legt sie vor, aus einem Konflikt oder einem Urteil.',
  'kind.repair': 'Wiedergutmachung',
  'open.repair': 'Einen Plan vorlegen',
  'stage.circle': 'In einem Kreis',
  'stage.proposed': 'Vorgelegt',
  'stage.open': 'Im Gang',
  'outcome.fulfilled': 'Erfüllt',
  'outcome.released': 'Erlassen',
  'outcome.broken': 'Gebrochen',
  'outcome.declined': 'Nicht angenommen',
  'owes.choice': 'Wem es geschuldet ist',
  'owes.done': 'Was du schuldest',
  'owes.confirmation': 'Ob es getan ist',
  'owes.verification': 'Deine Prüfung',
  'act.words': 'Im Kreis sprechen',
  'act.choice': 'Sagen, wem es geschuldet ist',
  'act.acceptance': 'Bedingungen annehmen',
  'act.done': 'Als getan melden',
  'act.confirmation': 'Bestätigen oder bestreiten',
  'act.verification': 'Prüfen',
  'act.release': 'Erlassen',
  'field.n': 'Die Nummer der Verpflichtung',
};
