/** English: the names of node vetoes, as people say them. */
export const nodeVetoes = {
  'kinds.node-veto': 'Node vetoes',
  'kinds.node-veto.about':
    'An act that endangers a member or a family is not carried out while that is judged.',
  'kinds.node-veto.none': 'No node veto is open. Whoever an act endangers stops it.',
  'kind.node-veto': 'Node veto',
  'open.node-veto': 'Stop an act that endangers you',
  'stage.answer': 'Answer',
  'stage.panel': 'Panel',
  'stage.upheld': 'Danger found',
  'stage.denied': 'No danger found',
  'stage.question': 'The council is asked',
  'outcome.denied': 'Denied',
  'owes.finding': 'What you find',
  'act.agreement': 'The danger is removed',
  'act.joining': 'Join with your node',
  'act.finding': 'Find whether it endangers',
  'act.question': 'Ask the council',
};
