/** The events of a process that stand in no timeline: what somebody is reminded of, and what comes of an allocation once it is granted (CNF-5, ALC-3). */
export const besideTimeline: readonly string[] = ['due-soon', 'allocation-ending', 'allocation-over'];
