// The licence of each source, for every export, by name. A row is [licence, name].
//
// to: Source

MATCH (node:Source)
WITH node
ORDER BY node.name, node.id
WITH collect([node.licence, node.name]) AS rows
RETURN rows
