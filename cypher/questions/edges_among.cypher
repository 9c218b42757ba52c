// The relationships between the nodes of a neighbourhood, whose centre is there even when its time is over. Each is
// looked for from the end that has few of its type.
//
// from: members
// to: Link
// order: edge.id string

UNWIND owner AS member
CALL (owner, member) {
  MATCH (member)-[edge:$unpaged|$pagedByEnd]->(goal)
  WHERE goal IN owner
  RETURN member AS origin, edge, goal
  UNION
  MATCH (origin)-[edge:$pagedByStart]->(member)
  WHERE origin IN owner
  RETURN origin, edge, member AS goal
}
WITH origin, edge, goal, type(edge) AS relationship, true AS forward
RETURN goal, origin, edge, relationship, forward
