MATCH (f:PoliceForce:Entity {id: $id})
RETURN {force: f {.id, history: COLLECT {
  MATCH (n:Entity)-[e:IN_HISTORY_OF]->(f)
  WHERE e.ownerId = $id
  WITH n, e ORDER BY e.ownerId, e.day, e.position, n.id LIMIT 20
  RETURN {date: e.date, kind: e.kind, basis: e.basis, node: CASE
    WHEN n:Inspection OR n:Correspondence THEN n {.id, .name}
    WHEN n:Judgement THEN n {.id, .grade}
    ELSE n {.id, .summary}
  END}
}}}
