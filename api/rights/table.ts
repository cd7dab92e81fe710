/**
 * Who may call which operation at all: one row each, and what has no row is no operation (AUT-1, AUT-2). Whether somebody may do it to the
 * very thing as it stands now, the tables of the kinds say (rules/<kind>/permissions.ts), which every row of an act agrees with.
 */
import {
  alone,
  act,
  anyone,
  browsers,
  hidden,
  identities,
  machine,
  read,
  type Right,
  speak,
  theirs,
  vote,
} from './right.ts';

const table = {
  // What AUT-2 opens to anyone.
  getLiveness: anyone,
  getReadiness: anyone,
  getMetrics: anyone,
  getDescription: anyone,
  getProblem: anyone,
  listKinds: anyone,
  getCharter: anyone,
  getCharterVersion: anyone,
  getProposalRecord: anyone,
  getDecisionRecord: anyone,
  getProposalReceipt: anyone,
  getDecisionReceipt: anyone,
  getCheckpoint: anyone,
  getLedgerKey: anyone,
  listLedgerKeys: anyone,
  listLedgerEntries: anyone,
  getLedgerTile: anyone,

  // Who asks.
  beginSignIn: anyone,
  finishSignIn: anyone,
  showMembers: machine,
  chooseMember: machine,
  createDevToken: machine,
  getSession: browsers,
  signOut: anyone,
  redeemInvitation: identities,
  listIdentities: alone(),
  removeIdentity: hidden(alone('self')),
  createInvitation: alone(),
  listInvitations: alone(),
  revokeInvitation: hidden(alone('self', 'registrar', 'admitter')),
  createToken: alone(),
  listTokens: alone(),
  revokeToken: hidden(alone('self')),

  // The council.
  listMembers: read(),
  getMember: read(),
  listFamilies: read(),
  importMembers: act('registrar'),
  setMemberStatus: act('self', 'registrar'),
  setMemberKeys: alone('self', 'registrar'),
  listAllocations: read(),
  listMandates: read(),

  // Proposals.
  listProposals: read(),
  createProposal: act(),
  getProposal: theirs(read()),
  listProposalVersions: theirs(read()),
  getProposalTimeline: theirs(read()),
  getAmendmentImpact: read(),
  editProposal: act('author'),
  submitProposal: act('author'),
  amendProposal: act('author'),
  withdrawProposal: act('author'),
  makeStatement: speak(),
  listStatements: read(),
  rankOptions: vote('elector'),
  takePosition: vote('elector'),
  castBallot: vote('elector'),
  getPreferences: read(),
  listPositions: read(),
  listBallots: read(),
  getTally: read(),
  discloseInterests: act('elector'),
  giveConsent: act('parent'),
  attest: act('resource-steward', 'elector'),
  answerHearing: theirs(act('accused', 'representative', 'victim')),
  nameRepresentative: theirs(act('accused')),
  raiseObjection: act('affected'),
  contestObjection: act('elector'),
  raiseVeto: act('family', 'guardian'),
  contestVeto: act('elector'),
  askEscalation: act('elector'),
  callBack: act('council'),
  askCategory: act('elector'),
  denyPunishment: act('named'),
  optOut: act(),
  approveProposal: act('guardian'),
  resolveProposal: act('guardian'),
  appealProposal: theirs(act('accused')),
  confirmProposalTask: act('assignee'),
  retryProposal: act('operator'),

  // Emergencies.
  openEmergency: act('leadership'),
  listEmergencies: read(),
  getEmergency: theirs(read()),
  getEmergencyTimeline: theirs(read()),
  reportEmergency: act('actor'),
  justifyEmergency: act('actor'),
  callOverride: act('council'),
  callRatification: act('council'),
  castEmergencyBallot: vote('elector'),
  listEmergencyBallots: read(),
  confirmEmergencyTask: act('assignee'),
  retryEmergency: act('operator'),

  // Conflicts. While the parties talk, to whoever is not in their room there is nothing.
  openConflict: act(),
  listConflicts: read(),
  getConflict: theirs(read()),
  getConflictTimeline: theirs(read()),
  sendMessage: speak('party', 'mediator', 'guardian'),
  listMessages: theirs(read()),
  putTerms: act('party', 'mediator'),
  acceptTerms: act('party'),
  declareImpasse: act('party'),
  declareNoParty: act('opponent'),
  contestNoParty: act('party'),
  ruleOnNoParty: act('guardian'),
  withdrawConflict: act('opener'),
  putRemedy: act('party', 'elector'),
  rankRemedies: vote('elector'),
  castConflictBallot: vote('elector'),
  getRemedyPreferences: read(),
  listConflictBallots: read(),
  resolveConflict: act('guardian'),
  appealConflict: act('party'),

  // Appeals.
  getAppeal: theirs(read()),
  ruleOnAppeal: act('guardian'),

  // Delegations.
  createDelegation: act(),
  listDelegations: read(),
  revokeDelegation: hidden(act('self')),

  // What ended.
  listDecisions: read(),
  getEvidence: theirs(read()),
  listProposalProofs: read(),
  listDecisionProofs: read(),

  // What concerns the caller.
  listNotices: read(),
  markNoticeRead: hidden(read('self')),
  streamEvents: read(),

  // Who runs the service.
  listAstray: read('operator'),
  interruptProposal: act('operator'),
  interruptEmergency: act('operator'),
  interruptConflict: act('operator'),
  interruptAppeal: act('operator'),
} as const satisfies Readonly<Record<string, Right>>;

/** What clients call an operation by: a verb and its object, once only. */
export type OperationId = keyof typeof table;

export const rights: Readonly<Record<OperationId, Right>> = table;
