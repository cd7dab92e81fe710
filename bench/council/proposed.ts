/** What benches propose. */
export const proposed = (turn: number): object => ({
  title: `Matter ${turn}`,
  text: 'We do it.',
  rationale: 'It is good.',
  category: 'operations',
  impact: { affected: 'everyone', statement: 'An hour of everybody.' },
  alternatives: [{ title: 'Later', text: 'We do it in a year.' }],
  action: { type: 'none' },
});
