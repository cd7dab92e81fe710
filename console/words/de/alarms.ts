/** German: the names of alarms and sensors, as people say them. */
import type { alarms as english } from '../en/alarms.ts';
export const alarms: Readonly<Record<keyof typeof english, string>> = {
  'kinds.alarm': 'Alarme',
  'kinds.alarm.about': 'Was gefährdet, Schritt um Schritt gemeldet, bis sich jemand darum kümmert.',
  'kinds.alarm.none': 'Kein Alarm ist ausgelöst.',
  'kind.alarm': 'Alarm',
  'open.alarm': 'Alarm auslösen',
  'stage.unconfirmed': 'Unbestätigt',
  'stage.confirmed': 'Bestätigt',
  'outcome.refuted': 'Widerlegt',
  'outcome.cleared': 'Entwarnung',
  'owes.acknowledgement': 'Wer sich darum kümmert',
  'owes.updates': 'Wie es steht',
  'act.corroboration': 'Bekräftigen',
  'act.refutation': 'Widerlegen',
  'act.acknowledgement': 'Sich darum kümmern',
  'act.updates': 'Sagen, wie es steht',
  'act.clearance': 'Entwarnung geben',
  'role.duty': 'Bereitschaft',
  'choice.sensor.register': 'Ein Sensor wird angemeldet',
  'choice.sensor.remove': 'Ein Sensor wird abgemeldet',
};
