// What the report of an inspection recommends.
//
// from: Inspection
// to: Recommendation
// order: node.position integer, node.id string

MATCH (owner:Inspection)-[edge:RECOMMENDED]->(node:Recommendation)
RETURN node, edge
