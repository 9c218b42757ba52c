// Judgements that an inspection made.
//
// from: Inspection
// to: Judgement
// order: node.area string, node.id string

MATCH (owner:Inspection)-[edge:JUDGED]->(node:Judgement)
RETURN node, edge
