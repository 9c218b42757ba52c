// The entities with these ids, by id. A row is [id, labels, properties].
//
// to: Entity
// parameters: ids strings

UNWIND $ids AS id
MATCH (node:Entity {id: id})
WITH node
ORDER BY node.id
WITH collect([node.id, labels(node), properties(node)]) AS rows
RETURN rows
