// Judgements of an organisation, the newest first.
//
// from: Organisation
// to: Judgement
// order: =edge.ownerId string DESC, edge.pagedDay date DESC, node.id string

MATCH (node:Judgement)-[edge:JUDGEMENT_OF]->(owner:Organisation)
RETURN node, edge
