/** Whom a text judges or says was harmed: public records do not name them (REC-5). */
import type { Content } from '../model.ts';

/** The accused and the victims; whom a sensor observes because of what was decided about them (ALM-1), and who is referred to restorative work (RST-1). */
export function namedInJustice({
  accused,
  victims = [],
  action,
}: Pick<Content, 'accused' | 'victims' | 'action'>): readonly string[] {
  const observed = action?.type === 'sensor.register' && action.sensor.because !== undefined;
  return [
    ...(accused === undefined ? [] : [accused]),
    ...victims,
    ...(observed ? (action.sensor.persons ?? []) : []),
    ...(action?.type === 'restorative.refer' ? [...action.harmed, ...action.responsible] : []),
  ];
}
