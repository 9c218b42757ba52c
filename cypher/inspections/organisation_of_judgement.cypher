// The organisation that was judged.
//
// from: Judgement
// to: Organisation
// order: node.name string, node.id string
// rows: one

MATCH (owner:Judgement)-[edge:JUDGEMENT_OF]->(node:Organisation)
RETURN node, edge
