RETURN {findings: COLLECT {
  MATCH (n:Finding)-[:HAS_THEME]->(:Theme:Entity {id: $theme})
  WHERE n.day >= date($from) AND n.day < date($to)
  WITH DISTINCT n ORDER BY n.day DESC, n.position, n.id LIMIT 50
  RETURN n {.id, .summary, .date,
    foundBy: head(COLLECT {
      MATCH (n)<-[:FOUND]-(i:Inspection) WITH i ORDER BY i.day DESC, i.id LIMIT 1 RETURN i {.id, .name}
    }),
    attributedTo: COLLECT { MATCH (n)-[:ATTRIBUTED_TO]->(f:PoliceForce) WITH f ORDER BY f.name, f.id RETURN f {.id, .name} }
  }
}}
