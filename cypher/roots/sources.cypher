// Every document with evidence, by name.
//
// to: Source
// order: node.name string, node.id string

MATCH (node:Source)
RETURN node
