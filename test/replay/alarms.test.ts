/** One whole alarm per ending, each with a history that is recorded on demand (ALM-3 to ALM-5). */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AlarmStory, minutes, raised, watchers } from '../support/alarm.ts';
import { type Council, openCouncil } from '../support/council.ts';
import { keepHistory } from '../support/histories.ts';
import { allProveThemselves } from '../support/proof.ts';

let council: Council;
beforeAll(async () => {
  council = await openCouncil({ members: watchers });
});
afterAll(async () => {
  await allProveThemselves(council);
  await council.close();
});

const alarms: Readonly<Record<string, () => Promise<AlarmStory>>> = {
  cleared: async () => {
    const alarm = await raised(council, 'carl');
    await alarm.post('dora', 'corroboration', { text: 'I see it.' });
    await council.wait('16m');
    await alarm.post('ben', 'acknowledgement');
    await alarm.post('ben', 'updates', { text: 'I am there.' });
    await council.wait('61m');
    await alarm.post('emil', 'clearance');
    return alarm;
  },
  refuted: async () => {
    const alarm = await raised(council, 'carl', { severity: 'Extreme' });
    await council.wait('31m');
    await alarm.post('dora', 'refutation', { reason: 'It is steam.' });
    await alarm.post('anna', 'refutation', { reason: 'So it is.' });
    return alarm;
  },
  lapsed: async () => {
    const alarm = await raised(council, 'dora');
    await council.wait('16m');
    return alarm;
  },
  expired: async () => {
    const alarm = await raised(council, 'emil', { expires: minutes(await council.now(), 90) });
    await council.wait('2h');
    return alarm;
  },
};

for (const [outcome, tell] of Object.entries(alarms))
  it(`ALM-3 ALM-4 ALM-5 ${outcome}`, async () => {
    const alarm = await tell();
    await council.until(async () => expect(await alarm.read()).toMatchObject({ stage: 'ended', outcome }));
    await keepHistory(council, `alarm-${outcome}`, alarm.id);
  });
