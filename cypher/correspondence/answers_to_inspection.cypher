// Correspondence that answers an inspection, in order of time.
//
// from: Inspection
// to: Correspondence
// order: node.day date, node.position integer, node.id string

MATCH (node:Correspondence)-[edge:ANSWERS]->(owner:Inspection)
RETURN node, edge
