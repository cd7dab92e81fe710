/** What the demo's council decides about: Opus puts it, and mends it once somebody asks for a limit. */

const hours = 240;
const resource = 'watch-hours';
const to = 'wren';

/** As it is drafted: for good. */
export const proposal = {
  category: 'operations',
  title: 'Agents keep the night watch',
  text: 'From Monday on Wren answers the helpline from ten at night to six in the morning. A person is on call.',
  rationale: 'One call in three comes at night, and nobody is awake to take it.',
  impact: {
    affected: 'everyone',
    statement: 'Whoever calls at night speaks with an agent first. Nobody loses a shift.',
  },
  alternatives: [
    { title: 'People keep it', text: 'Two people share the nights, and the helpline pays them for it.' },
  ],
  action: { type: 'allocation.grant', resource, amount: hours, to, permanent: true },
} as const;

/** The same with an end. @param until ISO 8601, UTC */
export const limited = (until: string) => ({
  text: `${proposal.text} It ends after thirty days, and the council then looks at what the calls were like.`,
  action: { type: 'allocation.grant', resource, amount: hours, to, until },
});
