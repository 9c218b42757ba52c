// What the inspection report says beside what a letter reports of it: another finding, or
// the inspection itself where the report is silent or was not seen.
//
// from: Finding
// to: Finding | Inspection
// order: node.id string

MATCH (owner:Finding)-[edge:COMPARES_WITH]->(node:Finding|Inspection)
RETURN node, edge
