// Every document that facts rest on, by name.
//
// to: Source
// order: node.name string, node.id string

MATCH (node:Source)
RETURN node
