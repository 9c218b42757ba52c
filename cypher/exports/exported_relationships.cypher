// A page of the relationships between entities, by where they start: the next `most` after the one that has
// the id `after` and starts from `start`. A row is [id, type, start, end, properties].
//
// to: Link
// parameters: start string, after string, most integer

MATCH (origin:Entity)-[edge]->(goal:Entity)
WHERE origin.id >= $start AND (origin.id > $start OR edge.id > $after)
WITH origin, edge, goal
ORDER BY origin.id, edge.id
LIMIT $most
WITH collect([edge.id, type(edge), origin.id, goal.id, properties(edge)]) AS rows
RETURN rows
