/** German: the names of node vetoes, as people say them. */
import type { nodeVetoes as english } from '../en/node-vetoes.ts';
export const nodeVetoes: Readonly<Record<keyof typeof english, string>> = {
  'kinds.node-veto': 'Knotenvetos',
  'kinds.node-veto.about':
    'Eine Tat, die ein Mitglied oder eine Familie gefährdet, wird nicht ausgeführt, solange darüber befunden wird.',
  'kinds.node-veto.none': 'Kein Knotenveto ist offen. Wen eine Tat gefährdet, der hält sie auf.',
  'kind.node-veto': 'Knotenveto',
  'open.node-veto': 'Eine Tat aufhalten, die dich gefährdet',
  'stage.answer': 'Antwort',
  'stage.panel': 'Ausgeloste',
  'stage.upheld': 'Gefahr gefunden',
  'stage.denied': 'Keine Gefahr gefunden',
  'stage.question': 'Der Rat ist gefragt',
  'outcome.denied': 'Verneint',
  'owes.finding': 'Was du findest',
  'act.agreement': 'Die Gefahr ist beseitigt',
  'act.joining': 'Sich anschließen',
  'act.finding': 'Finden, ob es gefährdet',
  'act.question': 'Den Rat fragen',
};
