// A contested claim with what each side rests on
// A picture. Set the id of the claim first (run this line alone, without the slashes):
//   :param claim => 'statement:letter-lack-of-support-caused-board-judgement'
MATCH (claim:Statement {id: $claim})
MATCH path = (claim)<-[:DISPUTES|SUPPORTS]-()
OPTIONAL MATCH other = (claim)<-[:DISPUTES]-()-[:DOES_NOT_DISPUTE|MADE_BY|MADE_FOR]->()
OPTIONAL MATCH rests = (claim)<-[:DISPUTES]-()<-[:SUPPORTS]-()
RETURN path, other, rests
