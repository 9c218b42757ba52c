// The ids one step from entities with these ids. Evidence, sources and what the build derives are left out,
// since everything meets there.
//
// to: Entity
// parameters: ids strings

UNWIND $ids AS own
MATCH (node:Entity {id: own})-[:$followed]-(near)
WITH collect(DISTINCT near.id) AS ids
RETURN ids
