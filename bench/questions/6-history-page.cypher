// The owner's end has no name and the keys are not null, so that a page is read from the index, in its order.
MATCH (f:PoliceForce:Entity {id: $id})
RETURN {force: {id: f.id, history: COLLECT {
  MATCH (n)-[e:IN_HISTORY_OF]->()
  WHERE e.ownerId = $id AND e.day IS NOT NULL AND e.position IS NOT NULL
  WITH n, e ORDER BY e.ownerId, e.day, e.position, n.id LIMIT 20
  RETURN {date: e.date, kind: e.kind, basis: e.basis, node: CASE
    WHEN n:Inspection OR n:Correspondence THEN {id: n.id, name: n.name}
    WHEN n:Judgement THEN {id: n.id, grade: n.grade}
    ELSE {id: n.id, summary: n.summary}
  END}
}}}
