// What every export says of its sources, by name. A row is [licence, name].
//
// to: Source

MATCH (node:Source)
WITH node
ORDER BY node.name, node.id
WITH collect([node.licence, node.name]) AS rows
RETURN rows
