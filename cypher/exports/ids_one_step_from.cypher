// The ids of everything one step from entities with these ids.
//
// to: Entity
// parameters: ids strings

UNWIND $ids AS own
MATCH (node:Entity {id: own})--(near:Entity)
WITH collect(DISTINCT near.id) AS ids
RETURN ids
