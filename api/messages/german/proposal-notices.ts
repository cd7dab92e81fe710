/** German: what each entry of a proposal says to whom it concerns (CNF-5). */
import type { proposalNotices as english } from '../english/proposal-notices.ts';

export const proposalNotices: Readonly<Record<keyof typeof english, string>> = {
  'notice.proposal.drafted': 'Es ist ein Entwurf, den nur sieht, wer ihn schreibt.',
  'notice.proposal.edited': 'Der Entwurf wurde geändert.',
  'notice.proposal.start-refused':
    'Zu seinem Beginn konnte es nicht eingereicht werden: {because}. Es ist noch ein Entwurf.',
  'notice.proposal.submitted': 'Es wurde eingereicht.',
  'notice.proposal.endorsement-opened':
    'Stimmberechtigte sind gefragt, es zu unterstützen; ohne genug von ihnen verfällt es.',
  'notice.proposal.endorsed': 'Wer es unterstützt, hat sich geändert.',
  'notice.proposal.review-opened': 'Die Durchsicht hat begonnen.',
  'notice.proposal.requirements-opened':
    'Es wartet auf Anhörungen, Einverständnisse und Antworten auf Einwände.',
  'notice.proposal.discussion-opened': 'Runde {round, number} der Beratung hat begonnen.',
  'notice.proposal.round-closed': 'Runde {round, number} der Beratung ist beendet.',
  'notice.proposal.amended': 'Ein anderer Text gilt, Fassung {version, number}: er wird neu durchgesehen.',
  'notice.proposal.corrected': 'Der Text wurde berichtigt: Fassung {version, number} gilt.',
  'notice.proposal.amendment-put':
    'Ein anderer Text wurde vorgelegt, Fassung {version, number}: er gilt ab dem Ende der Runde.',
  'notice.proposal.representative-named': 'Es wurde benannt, wer für die beschuldigte Person spricht.',
  'notice.proposal.electors-counted': 'Die Anhörung ist vorbei: es wurde gezählt, wer noch urteilt.',
  'notice.proposal.requirement-met':
    '{who} hat {requirement, select, consent {eingewilligt} resources {die Mittel bestätigt} diversity {die Vielfalt bestätigt} other {Gehör gefunden}}.',
  'notice.proposal.requirement-refused':
    '{who} hat es abgelehnt, {requirement, select, consent {einzuwilligen} resources {die Mittel zu bestätigen} diversity {die Vielfalt zu bestätigen} other {angehört zu werden}}.',
  'notice.proposal.requirement-timed-out':
    '{requirement, select, consent {{who} hat nicht rechtzeitig eingewilligt} resources {Niemand hat rechtzeitig die Mittel bestätigt} diversity {Niemand hat rechtzeitig die Vielfalt bestätigt} other {{who} wurde nicht rechtzeitig angehört}}.',
  'notice.proposal.objected': '{by} erhebt Einspruch: {matter} ist eine persönliche Sache.',
  'notice.proposal.vetoed': '{by} legt ein Veto ein.',
  'notice.proposal.contested': '{by} bestreitet Einsprüche oder Vetos.',
  'notice.proposal.questioned-by': 'Der Rat wird in einem eigenen Vorschlag nach den Vetos gefragt.',
  'notice.proposal.veto-stands': 'Das Veto von {by} gilt.',
  'notice.proposal.veto-lifted': 'Das Veto von {by} wurde aufgehoben.',
  'notice.proposal.veto-lapsed':
    'Das Veto von {by} ist hinfällig: der Text, gegen den es war, gilt nicht mehr.',
  'notice.proposal.category-requested':
    'Stimmberechtigte verlangen, dass es in einer anderen Kategorie entschieden wird.',
  'notice.proposal.no-punishment': '{by} sagt, dass es sie nicht bestraft.',
  'notice.proposal.escalation-lowered':
    'Es müssen jetzt weniger den Rat verlangen, weil Stimmberechtigte gegangen sind.',
  'notice.proposal.call-back-lowered':
    'Zum Zurückrufen braucht es jetzt weniger, weil Mitglieder gegangen sind.',
  'notice.proposal.voting-opened': 'Die Abstimmung hat begonnen.',
  'notice.proposal.vote-extended': 'Die Abstimmung hat das Quorum verfehlt und geht weiter.',
  'notice.proposal.vote-waits': 'Die Abstimmung wartet auf Stimmberechtigte, die offline sind.',
  'notice.proposal.vote-closed': 'Die Abstimmung wurde gezählt.',
  'notice.proposal.disclosures-owed': 'Du würdest darin Stimmen tragen und hast noch nichts offengelegt.',
  'notice.proposal.votes-over-cap':
    'So wie es steht, wird die Stimme nicht getragen, die du übertragen hast: wem du sie gabst, trägt schon so viele wie erlaubt.',
  'notice.proposal.votes-not-carried':
    'So wie es steht, wird die Stimme nicht getragen, die du übertragen hast: {because}.',
  'notice.proposal.conflict-disclosed':
    '{by} würde deine Stimme tragen und hat einen Interessenkonflikt offengelegt.',
  'notice.proposal.deferred-opened': 'Nach der zweiten Abstimmung ohne Mehrheit ist es vertagt.',
  'notice.proposal.guardian-resolution-opened':
    'Nach der letzten Abstimmung ohne Mehrheit kann der Hüter es annehmen.',
  'notice.proposal.guardian-resolved': 'Der Hüter hat darüber entschieden.',
  'notice.proposal.veto-opened': 'Die Familie hat es angenommen; wen es betrifft, kann ein Veto einlegen.',
  'notice.proposal.guardian-approval-opened':
    'Es wurde angenommen, und die Zustimmung des Hüters ist gefragt.',
  'notice.proposal.guardian-changed':
    'Das Amt des Hüters ging von {from} an {to} über, der jetzt gefragt ist.',
  'notice.proposal.guardian-answered': 'Der Hüter hat geantwortet.',
  'notice.proposal.approval-assumed': 'Der Hüter schwieg, was Zustimmung ist: es geht weiter.',
  'notice.proposal.approval-owed':
    'Der Hüter ist offline: seine Zustimmung wird genommen, bis es ausgeführt ist.',
  'notice.proposal.approval-vacant': 'Niemand hat das Amt des Hüters inne, um zuzustimmen.',
  'notice.proposal.approval-passed-over': 'Es braucht keine Zustimmung: es besetzt das Amt des Hüters.',
  'notice.proposal.appeal-opened': 'Die beschuldigte Person kann Berufung einlegen.',
  'notice.proposal.appealed': '{by} hat Berufung eingelegt.',
  'notice.proposal.appeal-ended': 'Die Berufung ist beendet: {outcome}.',
  'notice.proposal.delay-opened': 'Es wurde angenommen und wartet auf die Ausführung.',
  'notice.proposal.execution-opened': 'Es wird ausgeführt.',
  'notice.proposal.task-confirmed': 'Die Aufgabe ist getan.',
  'notice.proposal.charter-amended': 'Es hat die Satzung geändert.',
  'notice.proposal.escalated-to': 'Es geht vor dem Rat weiter, in einem anderen Vorschlag.',
  'notice.proposal.called-back-to': 'Es geht vor dem ganzen Rat weiter, in einem anderen Vorschlag.',
  'notice.proposal.remanded-to': 'Es wird in einem anderen Vorschlag neu entschieden.',
  'notice.proposal.node-vetoed':
    '{by} sagt, dass es einen Knoten gefährdet; solange das aufhält, wird es nicht ausgeführt.',
  'notice.proposal.hold-ended': 'Es wurde keine Gefahr gefunden: nichts hält es mehr auf.',
  'notice.proposal.node-veto-ended': 'Das Knotenveto dagegen ist zu Ende: {outcome}.',
  'notice.proposal.ended': 'Es ist beendet: {outcome}.',
  'notice.proposal.retried-by': 'Was es verlangt, wird in einem anderen Vorschlag noch einmal ausgeführt.',

  'because.incomplete': 'Teile davon fehlen',
  'because.unknown-member': 'es nennt jemanden, der kein Mitglied ist',
  'because.not-an-elector': 'wem du sie gabst, ist hier nicht stimmberechtigt',
  'because.cycle': 'sie kommt zu dir zurück, von einem zum nächsten',
  'because.chains-off': 'wem du sie gabst, hat die eigene weitergegeben, und weiter geht sie nicht',
  'because.representative-silent': 'wer sie tragen würde, hat nicht abgestimmt',
  'because.undisclosed': 'wer sie tragen würde, hat keine Interessen offengelegt',
  'because.conflicted': 'wer sie tragen würde, hat einen Interessenkonflikt offengelegt',

  'notice.proposal.replied': '{by} hat auf deine Stellungnahme geantwortet.',
  'notice.proposal.vote-carried':
    'So wie es steht, wird die Stimme getragen, die du übertragen hast. Du kannst noch selbst abstimmen, und das zählt stattdessen.',
  'notice.proposal.task-proposed': 'Wenn es angenommen wird, ist die Aufgabe deine.',
  'notice.proposal.task-adopted': 'Es ist angenommen, und die Aufgabe ist deine, sobald es ausgeführt wird.',
};
