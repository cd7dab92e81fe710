/** German: what a decision that is open can still become, and what its quorum takes (PRO-9, PRO-8). Stages stand in the dative. */
import type { courseMessages as english } from '../english/courses.ts';

export const courseMessages: Readonly<Record<keyof typeof english, string>> = {
  'quorum.met':
    'Das Quorum von {needed, number} ist erreicht; {out, plural, =0 {niemand fehlt} one {# fehlt} other {# fehlen}} noch.',
  'quorum.impossible':
    'Das Quorum ist nicht mehr zu erreichen: es braucht noch {missing, number}, und nur {out, number} fehlen noch.',
  'quorum.missing': 'Zum Quorum braucht es noch {missing, number} von {out, number}, die noch fehlen.',

  'course.submitted': 'Eingereicht geht es weiter mit {stage}.',
  'course.endorsed': 'Von genug Stimmberechtigten unterstützt zählt es, und es geht weiter mit {stage}.',
  'course.goes-on': 'Wenn sonst nichts geschieht, geht es weiter mit {stage}.',
  'course.waits':
    'Solange eine Anhörung, ein Einverständnis oder die Antwort auf einen Einwand aussteht, bleibt es bei {stage}.',
  'course.amended': 'Mit einem neuen Text geht es weiter mit {stage}.',
  'course.consensus': 'Mit Konsens ist es ohne Abstimmung angenommen, und es geht weiter mit {stage}.',
  'course.no-consensus': 'Ohne Konsens geht es weiter mit {stage}.',
  'course.adopted': 'Mit genug Stimmen dafür ist es angenommen, und es geht weiter mit {stage}.',
  'course.rejected': 'Mit genug Stimmen dagegen ist es abgelehnt.',
  'course.deadlock':
    'Ohne genug Stimmen dafür oder dagegen gibt es keine Mehrheit, und es {end, select, yes {endet: {outcome}} other {geht weiter mit {stage}}}.',
  'course.quorum-missed':
    'Ohne Quorum {end, select, yes {ist es nicht entschieden und endet: {outcome}} other {bleibt die Abstimmung noch einmal offen}}.',
  'course.approved': 'Mit der Zustimmung des Hüters geht es weiter mit {stage}.',
  'course.refused': 'Mit einem Wort dagegen endet es: {outcome}.',
  'course.silent':
    'Wenn niemand rechtzeitig antwortet, {end, select, yes {endet es: {outcome}} other {geht es weiter mit {stage}}}.',
  'course.vetoed': 'Wenn gilt, was dagegen vorgebracht ist oder noch wird, endet es durch Veto.',
  'course.overturned': 'Wenn der Hüter es auf eine Berufung hin aufhebt, endet es aufgehoben.',
  'course.remanded':
    'Wenn der Hüter es auf eine Berufung hin zurückverweist, wird in einem anderen Verfahren neu entschieden.',
  'course.done': 'Wenn getan ist, was es verlangt, endet es ausgeführt.',
  'course.failed': 'Wenn sich nicht tun lässt, was es verlangt, endet es angenommen und nicht getan.',
  'course.withdrawn': 'Wer es vorschlug, kann es zurückziehen.',
  'course.escalated': 'Wenn genug in der Familie es verlangen, entscheidet stattdessen der Rat.',
  'course.called-back': 'Wenn genug im Rat es zurückrufen, entscheidet stattdessen der ganze Rat.',
  'course.other-category':
    'Wenn genug Stimmberechtigte es verlangen, endet es hier und kann in einer Kategorie vorgelegt werden, in der angehört wird, wen es bestrafen würde.',

  'stage.draft': 'dem Entwurf',
  'stage.endorsement': 'der Suche nach Unterstützung',
  'stage.review': 'der Durchsicht',
  'stage.discussion': 'einer Runde der Beratung',
  'stage.requirements': 'dem Warten auf Anhörungen, Einverständnisse und Antworten auf Einwände',
  'stage.voting': 'einer Abstimmung',
  'stage.deferred': 'einer Vertagung',
  'stage.guardian-resolution': 'dem Entscheid des Hüters',
  'stage.guardian-approval': 'der Zustimmung des Hüters',
  'stage.veto': 'der Vetofrist',
  'stage.appeal': 'der Berufungsfrist',
  'stage.delay': 'dem Aufschub vor der Ausführung',
  'stage.execution': 'der Ausführung',
  'stage.ended': 'dem Ende',

  'outcome.executed': 'ausgeführt',
  'outcome.rejected': 'abgelehnt',
  'outcome.vetoed': 'durch Veto verhindert',
  'outcome.withdrawn': 'zurückgezogen',
  'outcome.lapsed': 'verfallen',
  'outcome.inquorate': 'ohne Quorum',
  'outcome.refused-by-guardian': 'vom Hüter abgelehnt',
  'outcome.overturned': 'aufgehoben',
  'outcome.remanded': 'zurückverwiesen',
  'outcome.escalated': 'vor dem ganzen Rat',
  'outcome.wrong-category': 'in der falschen Kategorie',
  'outcome.execution-failed': 'angenommen und nicht getan',
  'outcome.interrupted': 'abgebrochen',
};
