MATCH (t:Theme:Entity {id: $id})
RETURN {theme: t {.id, .name, findings: COLLECT {
  MATCH (n:Finding)-[:HAS_THEME]->(t)
  WITH n ORDER BY n.day DESC, n.position, n.id LIMIT 20
  RETURN n {.id, .summary,
    foundBy: head(COLLECT {
      MATCH (n)<-[:FOUND]-(i:Inspection) WITH i ORDER BY i.day DESC, i.id LIMIT 1 RETURN i {.id, .name}
    }),
    attributedTo: COLLECT {
      MATCH (n)-[:ATTRIBUTED_TO]->(f:PoliceForce)
      WITH f ORDER BY f.name, f.id
      RETURN f {.id, .name, areas: COLLECT {
        MATCH (a:LocalAuthority)-[:POLICED_BY]->(f) WITH a ORDER BY a.name, a.id LIMIT 100 RETURN a {.id, .name}
      }}
    }
  }
}}}
