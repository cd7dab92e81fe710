/** What each field of a charter’s alarms means, as describe.ts says of the others (ALM-1 to ALM-5). */
export const alarmMeanings = {
  '/alarms': 'Sensors, and alarms. (ALM-1)',
  '/alarms/sources': 'How many sources of different owners confirm an alarm; 2 at least. (ALM-3)',
  '/alarms/window':
    'Within how long of one another sources confirm, and after how long an alarm that nobody confirmed or refuted lapses, or goes on where it is Extreme. (ALM-3)',
  '/alarms/ladder':
    'How long each step waits for an acknowledgement: duty holders, the leadership, the council; three in all. (ALM-4)',
  '/alarms/update': 'How long an acknowledgement holds without an update. (ALM-4)',
  '/alarms/mute': 'When a sensor’s observations count no more. (ALM-5)',
  '/alarms/mute/refuted': 'After how many alarms that were refuted; 1 at least. (ALM-5)',
  '/alarms/mute/within': 'Within how long. (ALM-5)',
  '/alarms/keep': 'How long observations are kept that stand in no alarm. (ALM-1)',
  '/alarms/actions':
    'What the mesh does: `tell` and `record`, always; `task`: whoever is told owes an acknowledgement. (ALM-1, ALM-4)',
} as const;
