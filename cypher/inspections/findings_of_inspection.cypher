// What the report of an inspection itself says was found.
//
// from: Inspection
// to: Finding
// order: node.pagedDay date DESC, node.position integer, node.id string

MATCH (owner:Inspection)-[edge:FOUND]->(node:Finding)
RETURN node, edge
