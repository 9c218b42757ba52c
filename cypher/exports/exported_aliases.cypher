// The relationships from superseded ids to the entities that replaced them. A row is
// [id, type, start, end, properties].
//
// to: Link

MATCH (origin:Alias)-[edge]->(goal:Entity)
WITH origin, edge, goal
ORDER BY edge.id
WITH collect([edge.id, type(edge), origin.id, goal.id, properties(edge)]) AS rows
RETURN rows
