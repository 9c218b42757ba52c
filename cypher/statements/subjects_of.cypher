// What a statement or number is about.
//
// from: Statement | Statistic
// to: Entity
// order: node.caption string, node.id string

MATCH (owner:Statement|Statistic)-[edge:ABOUT]->(node:Entity)
RETURN node, edge
