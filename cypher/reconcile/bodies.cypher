// Every body that a name can be reconciled with, whenever it existed.
//
// to: Organisation
// order: node.name string, node.id string

MATCH (node:Organisation)
RETURN node
