/** German: files in custody. */
export const custody = {
  'kinds.custody': 'Verwahrung',
  'custody.title': 'Verwahrung',
  'custody.about':
    'Dateien, die Beweis sein können. Wer eine nahm, von wem, wann und warum, ist unterschrieben und steht im Hauptbuch; jedes Lesen auch; und wo niemand für sie einstand, ist zu sehen. Sie sehen, was Sie brachten, halten oder hielten und was Ihnen angeboten ist.',
  'custody.none': 'Sie haben keine gebracht und halten keine.',
  'custody.one': 'Eine Datei in Verwahrung',
  'custody.bring': 'Eine Datei bringen',
  'custody.bring.help': 'Bis zu 8 MiB. Niemand steht für sie ein, bis Sie dafür unterschreiben.',
  'custody.too-large': 'Diese Datei ist größer als 8 MiB.',
  'custody.stands': 'Wie es steht',
  'custody.holder': 'Gehalten von',
  'custody.nobody': 'Niemand',
  'custody.nobody.about':
    'Noch hat sie niemand genommen: Bis jemand dafür unterschreibt, ist das als Lücke zu sehen.',
  'custody.since': 'Seit',
  'custody.offered-to': 'Angeboten an',
  'custody.depositor': 'Gebracht von',
  'custody.size': 'Größe',
  'custody.bytes': '{size, number} Bytes',
  'custody.save': 'Datei speichern',
  'custody.save.about': 'Sie zu lesen ist ein Eintrag ihrer Kette.',
  'custody.chain': 'Die Kette',
  'custody.entry.deposited': 'gebracht',
  'custody.entry.offered': 'angeboten',
  'custody.entry.withdrawn': 'Angebot zurückgenommen',
  'custody.entry.taken': 'genommen',
  'custody.entry.read': 'gelesen',
  'custody.to': 'an',
  'custody.from': 'von',
  'custody.gap': 'Eine Lücke.',
  'custody.gap.never-taken': 'Sie wurde gebracht und nicht genommen:',
  'custody.gap.departed': 'Wer sie hielt, war ausgeschieden:',
  'custody.gap.still': 'noch immer',
  'custody.take': 'Sie nehmen',
  'custody.take.about':
    'Sie unterschreiben, dass Sie sie haben, von wem und warum. Von da an stehen Sie für sie ein.',
  'custody.take.file':
    'Dieser Browser hat keinen Schlüssel zum Unterschreiben. Die Datei wird einmal gebraucht und nicht behalten.',
  'custody.take.sign': 'Unterschreiben und nehmen',
  'custody.why': 'Warum',
  'custody.hand-over': 'Sie übergeben',
  'custody.hand-over.to': 'An wen',
  'custody.offer': 'Anbieten',
  'custody.withdraw': 'Das Angebot zurücknehmen',
  'custody.proof':
    'Jeder Eintrag nennt den vor ihm und steht im Hauptbuch; jede Übernahme trägt die Unterschrift dessen, der sie nahm. Dieser Browser prüft das mit dem Code, der es gemacht hat.',
  'custody.change': 'Einen Eintrag ändern und prüfen',
  'custody.holds':
    '{entries, plural, one {Ein Eintrag steht} other {# Einträge stehen}} im Hauptbuch, einer nach dem anderen; {takings, plural, =0 {niemand hat sie genommen} one {eine Übernahme ist} other {# Übernahmen sind}} von dem unterschrieben, der sie nahm.',
  'custody.not-checked':
    'Hier nicht geprüft: ob ein Schlüssel widerrufen war, bevor er unterschrieb, was das ganze Hauptbuch sagt, und ob der Schlüssel des Hauptbuchs der ist, dem Sie vertrauen. „folkmoot verify-custody“ prüft die Kette ohne diesen Server.',
};
