// The relationships between the nodes of a neighbourhood, whose centre is there even when its time is over.
//
// from: members
// to: Link
// order: edge.id string

UNWIND owner AS origin
UNWIND owner AS goal
MATCH (origin)-[edge:!EVIDENCED_BY&!FROM&!VIA&!PUBLISHED_IN&!IN_HISTORY_OF&!JUDGED_IN_AREA_OF&!PREVIOUS&!HAS_COVERAGE&!DUE_UNDER&!NOW]->(goal)
WITH origin, edge, goal, type(edge) AS relationship, true AS forward
RETURN goal, origin, edge, relationship, forward
