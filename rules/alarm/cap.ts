/** The words of the Common Alerting Protocol 1.2 (OASIS, 1 July 2010, section 3.2) that an alarm says for itself (ALM-3, INT-3). */

/** `Exercise` and `Test` are no alarm: they never confirm an `Actual` (ALM-3). */
export const statuses = ['Actual', 'Exercise', 'Test'] as const;
export const categories = [
  'Geo',
  'Met',
  'Safety',
  'Security',
  'Rescue',
  'Fire',
  'Health',
  'Env',
  'Transport',
  'Infra',
  'CBRNE',
  'Other',
] as const;
export const urgencies = ['Immediate', 'Expected', 'Future', 'Past', 'Unknown'] as const;
export const severities = ['Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown'] as const;
/** `AllClear` is what a clearance says. */
export const responseTypes = [
  'Shelter',
  'Evacuate',
  'Prepare',
  'Execute',
  'Avoid',
  'Monitor',
  'Assess',
  'None',
] as const;
export type Severity = (typeof severities)[number];
export type Certainty = 'Observed' | 'Likely' | 'Possible' | 'Unlikely';
export type MessageType = 'Alert' | 'Update' | 'Cancel';

/** What an alarm says, in CAP's own words. */
export interface Alert {
  readonly status: (typeof statuses)[number];
  readonly event: string;
  readonly category: (typeof categories)[number];
  readonly urgency: (typeof urgencies)[number];
  readonly severity: Severity;
  readonly responseType: (typeof responseTypes)[number];
  readonly area: string;
  readonly headline: string;
  readonly instruction: string;
  /** ISO 8601, UTC. */
  readonly expires: string;
}
