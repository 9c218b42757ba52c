// Every number as published, in the order of its document.
//
// to: Statistic
// order: node.position integer, node.id string

MATCH (node:Statistic)
RETURN node
