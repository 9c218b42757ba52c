// Every person whom a source names, by name.
//
// to: Person
// order: node.name string, node.id string

MATCH (node:Person)
RETURN node
