/** German: what each entry of an emergency, a conflict, an appeal or a look back says to whom it concerns; and notices of no timeline (CNF-5). */
import type * as english from '../english/other-notices.ts';

type German<Texts> = Readonly<Record<keyof Texts, string>>;

export const emergencyNotices: German<typeof english.emergencyNotices> = {
  'notice.emergency.acted': '{by} hat allein gehandelt.',
  'notice.emergency.retry-of': 'Die Rücknahme eines anderen Notfalls wird noch einmal ausgeführt.',
  'notice.emergency.reported': '{by} hat über die Handlung berichtet.',
  'notice.emergency.justified': '{by} hat die Handlung begründet.',
  'notice.emergency.breach':
    '{duty, select, report {Der Bericht über} other {Die Begründung für}} die Handlung kam nicht rechtzeitig.',
  'notice.emergency.override-opened': 'Eine Abstimmung über die Aufhebung der Handlung hat begonnen.',
  'notice.emergency.override-closed': 'Die Abstimmung über die Aufhebung der Handlung wurde gezählt.',
  'notice.emergency.override-passed-over':
    'Der Verstoß hat keine Abstimmung über die Aufhebung der Handlung eröffnet.',
  'notice.emergency.ratification-opened': 'Eine Abstimmung über die Billigung der Handlung hat begonnen.',
  'notice.emergency.ratification-closed': 'Die Abstimmung über die Billigung der Handlung wurde gezählt.',
  'notice.emergency.removal-opened':
    'Es hat zu einem Vorschlag über die Leitung dessen geführt, der gehandelt hat.',
  'notice.emergency.removal-passed-over':
    'Wer gehandelt hat, leitet nicht mehr: es wurde kein Vorschlag darüber eröffnet.',
  'notice.emergency.task-confirmed': 'Die Aufgabe ist getan.',
  'notice.emergency.action-done': 'Die Handlung ist getan.',
  'notice.emergency.action-failed': 'Die Handlung ließ sich nicht tun.',
  'notice.emergency.decided': 'Es ist entschieden: {outcome}.',
  'notice.emergency.allocation-ended': 'Was die Handlung zuteilte, ist beendet.',
  'notice.emergency.reversal-opened': 'Die Handlung wird zurückgenommen.',
  'notice.emergency.reversal-done': 'Die Handlung wurde zurückgenommen.',
  'notice.emergency.reversal-failed':
    'Die Handlung ließ sich nicht zurücknehmen; wer den Betrieb führt, kann es noch einmal versuchen.',
  'notice.emergency.node-vetoed': '{by} sagt, dass die Tat einen Knoten gefährdet.',
  'notice.emergency.hold-ended': 'Die Tat wird nicht mehr aufgehalten.',
  'notice.emergency.node-veto-ended': 'Das Knotenveto gegen die Tat ist zu Ende: {outcome}.',
  'notice.emergency.ended': 'Es ist beendet; nichts ist mehr geschuldet.',
  'notice.emergency.retried-by': 'Die Rücknahme wird in einem anderen Notfall noch einmal ausgeführt.',
};

export const conflictNotices: German<typeof english.conflictNotices> = {
  'notice.conflict.continuation-of': 'Er setzt einen Konflikt fort, der abgebrochen wurde.',
  'notice.conflict.opened': '{by} hat einen Konflikt eröffnet, in dem du Partei bist.',
  'notice.conflict.message': '{by} hat in seinem Raum geschrieben.',
  'notice.conflict.terms-put': '{by} hat Bedingungen vorgelegt.',
  'notice.conflict.terms-accepted': '{by} nimmt Bedingungen an.',
  'notice.conflict.impasse': '{by} sieht hier keinen Weg weiter.',
  'notice.conflict.no-party': '{by} sagt, darin keine Partei zu sein.',
  'notice.conflict.no-party-contested': '{by} bestreitet, dass ein Mitglied keine Partei ist.',
  'notice.conflict.no-party-asked': 'Der Hüter ist gefragt, ob ein Mitglied Partei ist.',
  'notice.conflict.no-party-ended': 'Es ist geklärt, ob ein Mitglied Partei ist.',
  'notice.conflict.talks-held': 'Die Gespräche gehen weiter, bis geklärt ist, wer Partei ist.',
  'notice.conflict.party-dropped': 'Eine Partei ist ausgeschieden.',
  'notice.conflict.withdrawn': '{by} hat ihn zurückgezogen.',
  'notice.conflict.mediation-opened': 'Die Vermittlung hat begonnen.',
  'notice.conflict.mediation-passed-over': 'Niemand konnte darin vermitteln.',
  'notice.conflict.remand-of': 'Er wurde an den Rat zurückverwiesen.',
  'notice.conflict.arbitration-opened':
    'Er ist vor den Rat gekommen: Mittel zur Abhilfe werden vorgelegt und gereiht.',
  'notice.conflict.remedies-closed': 'Die Mittel zur Abhilfe wurden gereiht.',
  'notice.conflict.vote-opened': 'Die Abstimmung über das Mittel zur Abhilfe hat begonnen.',
  'notice.conflict.vote-closed': 'Die Abstimmung über das Mittel zur Abhilfe wurde gezählt.',
  'notice.conflict.guardian-resolution-opened': 'Der Hüter ist nach einem Mittel zur Abhilfe gefragt.',
  'notice.conflict.guardian-changed': 'Jemand anderes hat jetzt das Amt des Hüters inne und entscheidet.',
  'notice.conflict.guardian-resolved': 'Der Hüter hat über das Mittel zur Abhilfe entschieden.',
  'notice.conflict.appeal-opened': 'Er ist entschieden; die Parteien können Berufung einlegen.',
  'notice.conflict.appealed': '{by} hat Berufung eingelegt.',
  'notice.conflict.appeal-ended': 'Die Berufung ist beendet: {outcome}.',
  'notice.conflict.remanded-to': 'Der Rat urteilt neu darüber, in einem anderen Konflikt.',
  'notice.conflict.referred': 'Er wurde an ein Wiedergutmachungsgespräch verwiesen.',
  'notice.conflict.waits': 'Er wartet auf ein Wiedergutmachungsgespräch, mit der Zeit, die er noch hatte.',
  'notice.conflict.woken': 'Er wartet nicht mehr und geht in seinem Abschnitt weiter.',
  'notice.conflict.continued-by': 'Er wurde abgebrochen und geht in einem anderen Konflikt weiter.',
  'notice.conflict.ended': 'Er ist beendet: {outcome}.',
};

export const appealNotices: German<typeof english.appealNotices> = {
  'notice.appeal.continuation-of': 'Sie setzt eine Berufung fort, die abgebrochen wurde.',
  'notice.appeal.lodged': '{by} hat Berufung eingelegt.',
  'notice.appeal.guardian-changed': 'Jemand anderes hat jetzt das Amt des Hüters inne und urteilt.',
  'notice.appeal.ended': 'Die Berufung ist beendet: {outcome}.',
};

export const lookbackNotices: German<typeof english.lookbackNotices> = {
  'notice.lookback.continuation-of': 'Er setzt einen Rückblick fort, der abgebrochen wurde.',
  'notice.lookback.planned': 'Es wurde ausgeführt, und es wird darauf zurückgeblickt werden.',
  'notice.lookback.looking-back-opened':
    'Es wird darauf zurückgeblickt: soll es behalten, geändert oder beendet werden?',
  'notice.lookback.answered': '{by} hat gesagt, ob es behalten, geändert oder beendet werden soll.',
  'notice.lookback.ended': 'Der Rückblick ist beendet: {outcome}.',
};

export const familyNotices: German<typeof english.familyNotices> = {
  'notice.family.continuation-of': 'Sie setzt eine Gründung fort, die abgebrochen wurde.',
  'notice.family.proposed': '{by} schlägt vor, mit anderen eine Familie zu gründen.',
  'notice.family.accepted': '{by} ist einverstanden, sie zu gründen.',
  'notice.family.declined': '{by} möchte sie nicht gründen.',
  'notice.family.ended': 'Die Gründung ist zu Ende: {outcome}.',
};

export const repairNotices: German<typeof english.repairNotices> = {
  'notice.repair.continuation-of': 'Sie setzt einen Plan fort, der abgebrochen wurde.',
  'notice.repair.opened': '{by} hat einen Plan der Wiedergutmachung vorgelegt, in dem du vorkommst.',
  'notice.repair.begun': 'Der vereinbarte Plan der Wiedergutmachung beginnt, und du kommst darin vor.',
  'notice.repair.circle-opened': '{by} fragt einen Kreis der Betroffenen, wem es geschuldet ist.',
  'notice.repair.spoken': '{by} hat im Kreis gesprochen.',
  'notice.repair.chosen': 'Die Betroffenen haben gewählt, wem es geschuldet ist.',
  'notice.repair.carried': 'Was im Plan der Wiedergutmachung vereinbart war, gilt weiter.',
  'notice.repair.terms-put': '{by} hat andere Bedingungen des Plans vorgelegt.',
  'notice.repair.terms-answered': '{by} hat auf die Bedingungen des Plans geantwortet.',
  'notice.repair.done': '{by} sagt, dass etwas getan ist.',
  'notice.repair.receiver-answered': '{by} hat gesagt, ob es getan wurde.',
  'notice.repair.verification-asked':
    'Wem es geschuldet war, hat nicht geantwortet: jetzt ist die Prüfung gefragt, ob es getan wurde.',
  'notice.repair.verified': '{by} hat geprüft, ob es getan wurde.',
  'notice.repair.unconfirmed': 'Es gilt als getan, unbestätigt: niemand hat geantwortet.',
  'notice.repair.not-done': 'Es gilt nicht als getan: wem es geschuldet ist, hat es bestritten.',
  'notice.repair.missed': 'Etwas wurde nicht rechtzeitig getan.',
  'notice.repair.released': '{by} hat erlassen, was geschuldet war.',
  'notice.repair.ended': 'Der Plan der Wiedergutmachung ist zu Ende: {outcome}.',
};

export const nodeVetoNotices: German<typeof english.nodeVetoNotices> = {
  'notice.node-veto.continuation-of': 'Es setzt ein Knotenveto fort, das abgebrochen wurde.',
  'notice.node-veto.opened': '{by} sagt, dass eine Tat einen Knoten gefährdet.',
  'notice.node-veto.joined': '{by} hat sich mit einem weiteren Knoten dem Veto angeschlossen.',
  'notice.node-veto.answered': '{by} hat auf die Gefahr geantwortet.',
  'notice.node-veto.agreed': '{by} stimmt zu, dass die Gefahr beseitigt ist.',
  'notice.node-veto.left': '{by} hat ein Knotenveto zurückgezogen.',
  'notice.node-veto.panel-drawn': 'Wer findet, ob die Tat den Knoten gefährdet, ist ausgelost.',
  'notice.node-veto.found': 'Die Ausgelosten haben gefunden, ob die Tat den Knoten gefährdet.',
  'notice.node-veto.panel-silent': 'Die Ausgelosten haben in ihrer Zeit geschwiegen.',
  'notice.node-veto.asked': '{by} hat den Rat gefragt, ob er den Befund aufhebt.',
  'notice.node-veto.ended': 'Das Knotenveto ist zu Ende: {outcome}.',
};

export const alarmNotices: German<typeof english.alarmNotices> = {
  'notice.alarm.continuation-of': 'Er setzt einen Alarm fort, der abgebrochen wurde.',
  'notice.alarm.raised': 'Ein Alarm: {by} hat ihn ausgelöst, und noch hat ihn niemand bestätigt.',
  'notice.alarm.corroborated': '{by} hat den Alarm bekräftigt.',
  'notice.alarm.unrefuted': 'Der Alarm gilt als bestätigt: er ist extrem, und niemand hat ihn widerlegt.',
  'notice.alarm.told': 'Ein Alarm, um den sich niemand kümmert: jetzt erfährst du davon.',
  'notice.alarm.acknowledged': '{by} kümmert sich um den Alarm.',
  'notice.alarm.updated': '{by} hat gesagt, wie es um den Alarm steht.',
  'notice.alarm.refuted': '{by} widerlegt den Alarm.',
  'notice.alarm.cleared': '{by} hat Entwarnung gegeben.',
  'notice.alarm.ended': 'Der Alarm ist zu Ende: {outcome}.',
};

export const restorativeNotices: German<typeof english.restorativeNotices> = {
  'notice.restorative.continuation-of': 'Es geht aus einem abgebrochenen Wiedergutmachungsgespräch hervor.',
  'notice.restorative.opened': 'Ein Wiedergutmachungsgespräch ist vorgeschlagen, mit dir.',
  'notice.restorative.referral-answered':
    '{by} hat geantwortet, ob das Wiedergutmachungsgespräch stattfinden soll.',
  'notice.restorative.facilitator-named': '{by} hat jemanden für die Gesprächsleitung genannt.',
  'notice.restorative.ready': 'Die Gesprächsleitung sagt, dass ihr euch treffen könnt.',
  'notice.restorative.not-ready': 'Die Gesprächsleitung sagt, dass ihr euch nicht treffen könnt.',
  'notice.restorative.circle-held': 'Ein Kreis hat stattgefunden.',
  'notice.restorative.stopped': '{by} hat das Wiedergutmachungsgespräch abgebrochen.',
  'notice.restorative.plan-put': '{by} hat einen Text zur Einigung vorgelegt.',
  'notice.restorative.plan-accepted': '{by} hat den Text angenommen.',
  'notice.restorative.agreed': 'Ihr habt euch auf eine Wiedergutmachung geeinigt; sie beginnt.',
  'notice.restorative.check-opened': 'Du bist gefragt, ob das Vereinbarte eingehalten wird.',
  'notice.restorative.check-answered': '{by} hat gesagt, ob das Vereinbarte eingehalten wird.',
  'notice.restorative.check-over': 'Nicht alle haben gesagt, ob das Vereinbarte eingehalten wird.',
  'notice.restorative.plan-ended': 'Die vereinbarte Wiedergutmachung ist beendet: {outcome}.',
  'notice.restorative.left': '{by} hat das Wiedergutmachungsgespräch verlassen.',
  'notice.restorative.departed': 'Jemand von euch hat den Rat verlassen.',
  'notice.restorative.ended': 'Das Wiedergutmachungsgespräch ist beendet: {outcome}.',
};

export const noticesOfNoTimeline: German<typeof english.noticesOfNoTimeline> = {
  'notice.due-soon': 'Die Zeit läuft ab.',
  'notice.workflow-gone': 'Der Ablauf dazu ist verloren: von selbst geht es nicht weiter.',
  'notice.overdue': 'Es steht über seine Frist hinaus.',
  'notice.allocation-ending': 'Was {to} an {resource} hat, endet bald.',
  'notice.allocation-over': 'Was {to} an {resource} hatte, ist beendet.',
  'notice.delegated': '{from} hat dir die eigene Stimme übertragen.',
  'notice.family-left': '{member} hat deine Familie verlassen.',
  'notice.set-offline':
    '{by} hat dich offline gesetzt; wenn du vorher nichts tust, zählt es ab dem genannten Zeitpunkt.',
  'notice.keys-changed': '{by} hat die Schlüssel von {member} geändert.',
  'notice.custody-offered':
    '{by} übergibt dir eine Datei in Verwahrung. Du verantwortest sie, sobald du dafür unterschreibst.',
  'notice.keys-announced': '{by} ändert die Schlüssel von {member}, ab dem genannten Zeitpunkt.',

  'outcome.denied': 'verneint',
  'outcome.refuted': 'widerlegt',
  'outcome.cleared': 'Entwarnung',
  'outcome.looked-back': 'was geantwortet wurde, steht im Protokoll',
  'outcome.ratified': 'gebilligt',
  'outcome.overridden': 'überstimmt',
  'outcome.expired': 'abgelaufen',
  'outcome.stood': 'es bleibt bestehen',
  'outcome.upheld': 'bestätigt',
  'outcome.settled': 'geeinigt',
  'outcome.arbitrated': 'geschlichtet',
  'outcome.unresolved': 'ungelöst',
  'outcome.dropped': 'fallen gelassen',
  'outcome.founded': 'gegründet',
  'outcome.fulfilled': 'erfüllt',
  'outcome.released': 'erlassen',
  'outcome.broken': 'gebrochen',
  'outcome.declined': 'nicht angenommen',
  'outcome.completed': 'abgeschlossen',
  'outcome.returned': 'zurückgegeben',
  'outcome.replaced': 'durch einen anderen Plan ersetzt',

  'title.delegation': 'Stimmen von {from} in deinen Händen',
  'title.status': 'Dein Status',
  'title.keys': 'Schlüssel von {member}',
  'title.families': 'Die Familie {name}',

  'owes.choice': 'Du bist gefragt, wem es geschuldet ist.',
  'owes.submission': 'Es ist an dir, es einzureichen.',
  'owes.position': 'Deine Haltung ist gefragt.',
  'owes.ballot': 'Deine Stimme ist gefragt.',
  'owes.consents': 'Dein Einverständnis ist gefragt.',
  'owes.attestations': 'Deine Bestätigung ist gefragt.',
  'owes.hearing': 'Du bist gebeten, dich anhören zu lassen.',
  'owes.resolution': 'Dein Entscheid ist gefragt.',
  'owes.approval': 'Deine Zustimmung ist gefragt.',
  'owes.task': 'Die Aufgabe ist deine; tu sie, und bestätige sie.',
  'owes.answer': 'Du bist gefragt, ob es behalten, geändert oder beendet werden soll.',
  'owes.done': 'Es ist an dir, es zu tun, und mit einem Beleg zu sagen, dass es getan ist.',
  'owes.acknowledgement': 'Gefragt ist, wer sich darum kümmert: bestätige es.',
  'owes.updates': 'Du kümmerst dich darum: sag, wie es steht.',
  'owes.confirmation': 'Du bist gefragt, ob es getan wurde.',
  'owes.verification': 'Du bist gebeten zu prüfen, ob es getan wurde.',
  'owes.facilitator': 'Du bist gefragt, wer das Gespräch leiten soll.',
  'owes.ready': 'Du leitest das Gespräch: sag, ob sie sich treffen können.',
  'owes.circles': 'Du leitest das Gespräch: sag, wann ein Kreis stattgefunden hat.',
  'owes.plan': 'Leg einen Text zur Einigung vor.',
  'owes.plan/acceptance': 'Du bist gefragt, ob du den Text annimmst.',
  'owes.checks': 'Du bist gefragt, ob das Vereinbarte eingehalten wird.',
  'owes.ruling': 'Dein Urteil ist gefragt.',
  'owes.report': 'Dein Bericht ist geschuldet.',
  'owes.justification': 'Deine Begründung ist geschuldet.',
  'owes.polls/override/ballot': 'Deine Stimme zur Aufhebung ist gefragt.',
  'owes.polls/ratification/ballot': 'Deine Stimme zur Billigung ist gefragt.',
  'owes.acceptance': 'Du bist gefragt, Bedingungen anzunehmen oder vorzulegen.',
  'owes.finding': 'Du bist ausgelost und findest, ob die Tat den Knoten gefährdet.',
  'owes.node-veto.answer': 'Du bist gefragt, wie die Gefahr beseitigt wird oder warum es keine gibt.',
  'owes.family.acceptance': 'Du bist gefragt, ob du sie mit den anderen gründest.',
  'owes.no-party/ruling': 'Dein Wort dazu, wer Partei ist, ist gefragt.',
  'owes.preferences': 'Deine Rangfolge der Mittel zur Abhilfe ist gefragt.',
  'owes.interruption': 'Es ist an dir, es abzubrechen, damit es in einem anderen weitergehen kann.',
  'owes.disclosures':
    'Sag, welche deiner Interessen es berührt, oder keine, bevor du die Stimmen anderer trägst.',
};
