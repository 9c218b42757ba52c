// The id of the entity that has this id, or had it before; a list of one, or of none.
//
// to: Entity
// parameters: id string

OPTIONAL MATCH (:Alias {id: $id})-[:NOW]->(current:Entity)
WITH coalesce(current.id, $id) AS known
MATCH (node:Entity {id: known})
WITH collect(node.id) AS ids
RETURN ids
