/** An alarm as a document of the Common Alerting Protocol 1.2 (OASIS, 1 July 2010): its newest message, which names those before it (ALM-3, INT-3). */
import { type AlarmState, certaintyOf, messageTypeOf } from '../../rules/alarm/state.ts';
import type { TimelineItem } from '../../store/processes/timeline.ts';

/** CAP's namespace, and its media type (RFC 7303 for its suffix). */
const namespace = 'urn:oasis:names:tc:emergency:cap:1.2';
export const capMediaType = 'application/cap+xml';

/** What a message is made of for those who were told one before. */
const tells: readonly TimelineItem['kind'][] = ['raised', 'unrefuted', 'updated', 'ended'];

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** Characters that XML 1.0 cannot have are left out (section 2.2). */
const textOf = (text: string): string =>
  text
    .replaceAll(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll(/[&<>"]/g, (one) => escapes[one] ?? one);

const element = (name: string, content: string): string => `<${name}>${content}</${name}>`;
const words = (name: string, text: string): string => element(name, textOf(text));

/** CAP writes UTC as -00:00, and no fractions of a second (section 3.3.2). */
const instantOf = (at: string): string => `${at.slice(0, 19)}-00:00`;

/** Spaces, commas, < and & have no place in an identifier or a sender. */
const nameOf = (name: string): string => name.replaceAll(/[\s,<&]/g, '-');

interface Described {
  /** The log's name: the sender. */
  readonly council: string;
  readonly charterName: string;
  readonly timeline: readonly TimelineItem[];
}

/** @throws where it was never raised */
export function capOf(state: AlarmState, { council, charterName, timeline }: Described): string {
  const { id, alert, outcome } = state;
  if (alert === null) throw new Error(`the alarm ${id} was never raised`);
  const messages = timeline
    .filter((entry) => tells.includes(entry.kind) || isConfirming(entry, state))
    .map(({ at }, place) => ({ at, identifier: place === 0 ? id : `${id}-${place}` }));
  const newest = messages.at(-1);
  if (newest === undefined) throw new Error(`the alarm ${id} was never raised`);
  const sender = nameOf(council);
  const references = messages
    .slice(0, -1)
    .map(({ at, identifier }) => `${sender},${identifier},${instantOf(at)}`)
    .join(' ');
  const info = [
    words('language', 'en'),
    words('category', alert.category),
    words('event', alert.event),
    words('responseType', outcome === 'cleared' ? 'AllClear' : alert.responseType),
    words('urgency', outcome === null ? alert.urgency : 'Past'),
    words('severity', alert.severity),
    words('certainty', certaintyOf(state)),
    element('expires', instantOf(alert.expires)),
    words('senderName', charterName),
    words('headline', alert.headline),
    words('instruction', alert.instruction),
    element('area', words('areaDesc', alert.area)),
  ];
  const parts = [
    words('identifier', newest.identifier),
    words('sender', sender),
    element('sent', instantOf(newest.at)),
    words('status', alert.status),
    words('msgType', messages.length === 1 ? 'Alert' : messageTypeOf(state)),
    words('scope', 'Restricted'),
    words('restriction', `Members of ${charterName}`),
    ...(outcome === null ? [] : [words('note', `It has ended: ${outcome}.`)]),
    ...(references === '' ? [] : [words('references', references)]),
    element('info', info.join('')),
  ];
  return `<?xml version="1.0" encoding="UTF-8"?>\n<alert xmlns="${namespace}">${parts.join('')}</alert>\n`;
}

/** Whether it was confirmed by this entry: what was raised and is confirmed at once is one message. */
const isConfirming = ({ kind, at }: TimelineItem, { confirmedAt }: AlarmState): boolean =>
  kind === 'corroborated' && at === confirmedAt;
