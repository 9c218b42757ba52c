// The relationships from entities with some ids to entities with others, by where they start. A row is
// [id, type, start, end, properties].
//
// to: Link
// parameters: starts strings, ends strings

UNWIND $starts AS start
MATCH (origin:Entity {id: start})-[edge]->(goal:Entity)
WHERE goal.id IN $ends
WITH origin, edge, goal
ORDER BY origin.id, edge.id
WITH collect([edge.id, type(edge), origin.id, goal.id, properties(edge)]) AS rows
RETURN rows
