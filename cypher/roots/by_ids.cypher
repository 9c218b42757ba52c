// The nodes with these ids, in the given order; null for an unknown id.
//
// to: Entity
// parameters: ids strings
// order: position integer

UNWIND range(0, size($ids) - 1) AS position
OPTIONAL MATCH (:Alias {id: $ids[position]})-[:NOW]->(current:Entity)
WITH position, coalesce(current.id, $ids[position]) AS known
OPTIONAL MATCH (node:Entity {id: known})
WITH position, node
RETURN node, position
