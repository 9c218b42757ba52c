// What letters report beside what this finding of an inspection report says.
//
// from: Finding
// to: Finding
// order: node.id string

MATCH (node:Finding)-[edge:COMPARES_WITH]->(owner:Finding)
RETURN node, edge
