/** What each field of the sections on repair, support and restorative work means (MND-1 to MND-4, SUP-1 to SUP-4, RST-1 to RST-5). */
export const mendingMeanings: Readonly<Record<string, string>> = {
  '/repairs': 'Plans by which harm is repaired. (MND-1)',
  '/repairs/confirm': 'How long the receiver has to say whether something was done. (MND-2)',
  '/repairs/verify': 'How long the verifier has after the receiver’s silence or no. (MND-2)',
  '/repairs/grace': 'How long after its instant what was not done is missed. (MND-3)',
  '/repairs/missed': 'How many instalments, missed at once, break a plan; 1 at least. (MND-3)',
  '/repairs/overdue': 'How long one that was missed may stay so before it breaks a plan. (MND-3)',
  '/support': 'Support from members who agreed to give it. (SUP-1)',
  '/support/ladder':
    'How long each step waits for somebody: for who is asked first, with the next one on duty, with all on duty; three in all. (SUP-2)',
  '/support/agents': 'Whether agents give support, shown as such. (SUP-1)',
  '/support/second': 'How long a danger that one supporter states waits for another’s word. (SUP-4)',
  '/support/review': 'How long the guardian has to review a danger that was told. (SUP-4)',
  '/support/keep': 'How long after the last that happens in it a room is kept; then it is deleted. (SUP-3)',
  '/restorative': 'Restorative work between who was harmed and who caused it. (RST-1)',
  '/restorative/accept': 'How long they have to accept it. (RST-1)',
  '/restorative/prepare': 'How long each is prepared. (RST-2)',
  '/restorative/circles': 'Where they meet. (RST-3)',
  '/restorative/circles/within': 'How long until the next circle is held. (RST-3)',
  '/restorative/circles/most': 'How many are held before a text is accepted; 1 at least. (RST-3)',
  '/restorative/agree': 'How long they have to accept one text after a circle. (RST-3)',
  '/restorative/checks':
    'How long after the agreement they are asked whether it is kept; each later than the one before, 10 at most. (RST-4)',
  '/restorative/answer': 'How long each time they have to answer. (RST-4)',
};
