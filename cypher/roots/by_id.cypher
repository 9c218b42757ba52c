// The node with an id, or with the id that superseded it.
//
// to: Entity
// parameters: id string
// order: node.id string
// rows: one

OPTIONAL MATCH (:Alias {id: $id})-[:NOW]->(current:Entity)
WITH coalesce(current.id, $id) AS known
MATCH (node:Entity {id: known})
RETURN node
