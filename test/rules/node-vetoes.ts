/** A node veto for tests of its rules: dora stops an act of anna's; what happens in it is folded entry by entry (NVP-1). */
import type { NodeVetoEntry } from '../../rules/node-veto/entries.ts';
import { evolve } from '../../rules/node-veto/evolve.ts';
import { begunNodeVeto, type NodeVetoState } from '../../rules/node-veto/state.ts';
import { after } from '../../rules/window.ts';

const hour = 3_600_000;
const start = '2026-03-02T09:00:00.000Z';
export const at = (hours: number, milliseconds = 0): string => after(start, hours * hour + milliseconds);
export const nodeVetoes = {
  emergency: 6 * hour,
  answer: 24 * hour,
  panel: { size: 3, window: 48 * hour, draws: 2 },
  ask: 24 * hour,
  denied: 3,
  within: 90 * 24 * hour,
};

type Facts = Readonly<Record<string, unknown>>;

/** The state after an entry so many hours from the start. */
export const followedBy = (
  state: NodeVetoState,
  hours: number,
  kind: NodeVetoEntry['kind'],
  facts: Facts,
): NodeVetoState => evolve(state, { at: at(hours), kind, facts } as unknown as NodeVetoEntry);

/** Held, unless said otherwise. */
export const raised = (more: Facts = {}): NodeVetoState =>
  followedBy(
    begunNodeVeto({
      id: 'veto',
      of: { kind: 'proposal', id: 'act', title: 'An act' },
      act: 'hash',
      known: 'veto',
      answerers: ['anna'],
      concerned: ['anna'],
      asks: true,
      recused: [],
      charter: { version: 1, hash: '', pace: 1, nodeVetoes },
      createdAt: start,
      continuationOf: null,
    }),
    0,
    'opened',
    {
      node: { member: 'dora' },
      by: 'dora',
      members: ['dora'],
      danger: 'It is cut.',
      remedy: 'A second line.',
      holds: true,
      holdEnds: null,
      withoutHold: null,
      closes: at(24),
      ...more,
    },
  );

export const joined = (state: NodeVetoState, hours: number, member: string): NodeVetoState =>
  followedBy(state, hours, 'joined', { node: { member }, by: member, members: [member] });

export const contested = (state: NodeVetoState, hours = 1): NodeVetoState =>
  followedBy(state, hours, 'answered', { by: 'anna', removes: null, contest: 'None.' });

export const drawn = (state: NodeVetoState, hours: number, panel: readonly string[]): NodeVetoState =>
  followedBy(state, hours, 'panel-drawn', {
    draw: state.draws + 1,
    electors: 5,
    panel,
    closes: at(hours + (panel.length === 0 ? 24 : 48)),
  });

export const finds = (state: NodeVetoState, hours: number, by: string, uphold: boolean): NodeVetoState =>
  followedBy(state, hours, 'found', { by, uphold, reason: 'So.' });

/** Contested in the first hour, and then judged by three. */
export const judged = (): NodeVetoState => drawn(contested(raised()), 1, ['ben', 'carl', 'emil']);
