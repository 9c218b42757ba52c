// The inspection that made a judgement.
//
// from: Judgement
// to: Inspection
// order: node.pagedDay date DESC, node.id string
// rows: one

MATCH (node:Inspection)-[edge:JUDGED]->(owner:Judgement)
RETURN node, edge
