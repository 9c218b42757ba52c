// Replies to a correspondence, in order of time.
//
// from: Correspondence
// to: Correspondence
// order: node.day date, node.position integer, node.id string

MATCH (node:Correspondence)-[edge:REPLIES_TO]->(owner:Correspondence)
RETURN node, edge
