// The ids one step from entities with these ids. Evidence, sources and what the build derives are left out,
// since everything meets there.
//
// to: Entity
// parameters: ids strings

UNWIND $ids AS own
MATCH (node:Entity {id: own})-[:!EVIDENCED_BY&!FROM&!VIA&!PUBLISHED_IN&!IN_HISTORY_OF&!JUDGED_IN_AREA_OF&!PREVIOUS&!HAS_COVERAGE&!DUE_UNDER&!NOW]-(near:!Evidence&!Source)
WITH collect(DISTINCT near.id) AS ids
RETURN ids
