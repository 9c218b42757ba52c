// A page of the graph's entities: the next `most` after an id. A row is [id, labels, properties].
//
// to: Entity
// parameters: after string, most integer

MATCH (node:Entity)
WHERE node.id > $after
WITH node
ORDER BY node.id
LIMIT $most
WITH collect([node.id, labels(node), properties(node)]) AS rows
RETURN rows
