// Every safeguarding board that a source names or judges, by name.
//
// to: SafeguardingBoard
// order: node.name string, node.id string

MATCH (node:SafeguardingBoard)
RETURN node
