/** What each field of the section on node vetoes means (NVP-2 to NVP-4). */
export const nodeVetoMeanings: Readonly<Record<string, string>> = {
  '/nodeVetoes': 'Vetoes of a node, a member or a family, against acts that endanger it. (NVP-1)',
  '/nodeVetoes/emergency': 'How long the action of an emergency that names the node is held. (NVP-2)',
  '/nodeVetoes/answer': 'How long who put the act has to answer before a panel is drawn. (NVP-3)',
  '/nodeVetoes/panel': 'The electors who find whether the act endangers the node. (NVP-3)',
  '/nodeVetoes/panel/size': 'How many are drawn by lot; 1 at least. (NVP-3)',
  '/nodeVetoes/panel/window': 'How long they have to find. (NVP-3)',
  '/nodeVetoes/panel/draws': 'How many panels are drawn at most, each of others; 1 at least. (NVP-3)',
  '/nodeVetoes/ask': 'How long the council can be asked to overturn what was found. (NVP-3)',
  '/nodeVetoes/denied': 'How many denied or overturned take the hold of a node; 1 at least. (NVP-4)',
  '/nodeVetoes/within': 'Within how long those are counted. (NVP-4)',
};
