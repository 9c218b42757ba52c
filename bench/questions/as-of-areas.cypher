// What has no period was always there; one that has a start has an end. Nobody's history has what is not dated.
WITH date($day) AS day
MATCH (f:PoliceForce:Entity {id: $id})
RETURN {force: {id: f.id,
  areas: COLLECT {
    MATCH (a)-[e:POLICED_BY]->(f)
    WHERE coalesce(a.startFirst <= day AND day < a.endLast, true)
      AND coalesce(e.startFirst <= day AND day < e.endLast, true)
    WITH a ORDER BY a.name, a.id LIMIT 100
    RETURN {id: a.id, name: a.name}
  },
  history: COLLECT {
    MATCH (n)-[e:IN_HISTORY_OF]->()
    WHERE e.ownerId = $id AND e.day <= day AND e.position IS NOT NULL
    WITH n, e ORDER BY e.ownerId, e.day, e.position, n.id LIMIT 20
    RETURN {date: e.date, kind: e.kind, node: {id: n.id}}
  }
}}
