/** Alarms for the tests of the rules: what happens in one, and how it stands then. */
import type { AlarmEntry } from '../../rules/alarm/entries.ts';
import { evolve, stepAfter } from '../../rules/alarm/evolve.ts';
import { type AlarmState, begunAlarm, type Source, steps } from '../../rules/alarm/state.ts';
import { next } from '../../rules/alarm/step.ts';
import type { Alert } from '../../rules/alarm/cap.ts';
import { after } from '../../rules/window.ts';

export const minute = 60_000;
export const start = '2026-11-22T09:00:00.000Z';
export const lengths = {
  sources: 2,
  window: 15 * minute,
  ladder: [15 * minute, 15 * minute, 30 * minute],
  update: 60 * minute,
  mute: { refuted: 3, within: 30 * 24 * 60 * minute },
  keep: 30 * 24 * 60 * minute,
  actions: ['tell', 'record', 'task'],
} as const;

/** So many minutes after the start. */
export const at = (minutes: number): string => after(start, minutes * minute);

const alert: Alert = {
  status: 'Actual',
  event: 'Fire',
  category: 'Fire',
  urgency: 'Immediate',
  severity: 'Severe',
  responseType: 'Evacuate',
  area: 'The barn',
  headline: 'Smoke in the barn',
  instruction: 'Leave it.',
  expires: at(600),
};

let observations = 0;

/** An observation of a sensor of an owner, put by a member. */
export function seen(sensor: string, owner: string, by: string, when = start): Source {
  observations += 1;
  const signed = { payload: '', protected: '', signature: '' };
  const key = { crv: 'Ed25519', kty: 'OKP', x: '' } as const;
  const id = `observation-${observations}`;
  return { by, byOwner: by, owner, at: when, observation: { id, sensor, kind: 'smoke', signed, key } };
}

/** A member's own word. */
export const word = (by: string, when = start, owner = by): Source => ({
  by,
  byOwner: owner,
  owner,
  at: when,
  observation: null,
});

type Facts = Extract<AlarmEntry, { readonly kind: 'raised' }>['facts'];

/** Anna raises one by her own word; override what the story needs. */
export function raisedAlarm(
  more: Partial<Omit<Facts, 'alert'>> & { readonly alert?: Partial<Alert> } = {},
): AlarmState {
  const begun = begunAlarm({
    id: 'alarm',
    charter: { version: 1, hash: '0'.repeat(64), pace: 1, alarms: lengths },
    createdAt: start,
    continuationOf: null,
  });
  const by = more.by ?? 'anna';
  const facts: Facts = {
    by,
    owner: by,
    duty: false,
    doubted: false,
    sources: [word(by)],
    told: 'duty',
    until: at(15),
    ends: at(15),
    ...more,
    alert: { ...alert, ...more.alert },
  };
  return evolve(begun, { at: start, kind: 'raised', facts });
}

const put = (by: string, owner: string, duty: boolean) => ({ by, owner, duty });

export const corroborated = (
  state: AlarmState,
  sources: readonly Source[],
  { duty = false, minutes = 0 }: { readonly duty?: boolean; readonly minutes?: number } = {},
): AlarmState => {
  const [{ by, byOwner } = word('nobody')] = sources;
  return evolve(state, {
    at: at(minutes),
    kind: 'corroborated',
    facts: { ...put(by, byOwner, duty), text: 'So it is.', sources },
  });
};

export const refuted = (
  state: AlarmState,
  by: string,
  {
    duty = false,
    owner = by,
    sensors = [],
  }: { readonly duty?: boolean; readonly owner?: string; readonly sensors?: readonly string[] } = {},
): AlarmState =>
  evolve(state, { at: at(1), kind: 'refuted', facts: { ...put(by, owner, duty), reason: 'No.', sensors } });

export const acknowledged = (state: AlarmState, by: string, minutes: number): AlarmState =>
  evolve(state, {
    at: at(minutes),
    kind: 'acknowledged',
    facts: { by, until: state.stage === 'confirmed' ? at(minutes + 60) : null },
  });

/** What falls due next has happened. */
export function fallen(state: AlarmState): AlarmState {
  const due = next(state);
  if (due === undefined) throw new Error('nothing falls due');
  switch (due.what) {
    case 'unrefuted':
      return evolve(state, { at: due.at, kind: 'unrefuted', facts: {} });
    case 'told': {
      const { n, ends } = stepAfter(state, due.at);
      const facts = { n, to: steps[n - 1] ?? 'nobody', because: due.because, ends };
      return evolve(state, { at: due.at, kind: 'told', facts });
    }
    case 'lapsed':
    case 'expired':
      return evolve(state, { at: due.at, kind: 'ended', facts: { outcome: due.what, rule: '' } });
  }
}
