// Findings that a letter reports and that the report of this inspection does not mention, or whose report was not seen.
//
// from: Inspection
// to: Finding
// order: node.pagedDay date DESC, node.position integer, node.id string

MATCH (node:Finding)-[edge:COMPARES_WITH]->(owner:Inspection)
RETURN node, edge
