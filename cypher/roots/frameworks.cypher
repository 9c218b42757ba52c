// Every framework of inspection, and what else is collected, by name.
//
// to: Framework
// order: node.name string, node.id string

MATCH (node:Framework)
RETURN node
