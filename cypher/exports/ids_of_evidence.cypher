// The ids of what entities with these ids rest on: of a node its evidence, of evidence its sources.
//
// to: Evidence | Source
// parameters: ids strings

UNWIND $ids AS own
MATCH (node:Entity {id: own})-[:EVIDENCED_BY|FROM|VIA]->(near:Entity)
WITH collect(DISTINCT near.id) AS ids
RETURN ids
