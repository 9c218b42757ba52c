// The correspondence that this one replies to.
//
// from: Correspondence
// to: Correspondence
// order: node.day date, node.position integer, node.id string
// rows: one

MATCH (owner:Correspondence)-[edge:REPLIES_TO]->(node:Correspondence)
RETURN node, edge
