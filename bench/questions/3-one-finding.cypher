MATCH (n:Finding:Entity {id: $id})
RETURN {finding: n {.id, .summary,
  themes: COLLECT { MATCH (n)-[:HAS_THEME]->(t:Theme) WITH t ORDER BY t.name, t.id RETURN t {.id, .name} },
  attributedTo: COLLECT { MATCH (n)-[:ATTRIBUTED_TO]->(f:PoliceForce) WITH f ORDER BY f.name, f.id RETURN f {.id, .name} },
  reportedIn: COLLECT {
    MATCH (n)-[:REPORTED_IN]->(c:Correspondence)
    WITH c ORDER BY c.day, c.position, c.id
    RETURN c {.id, .name, replies: COLLECT {
      MATCH (r:Correspondence)-[:REPLIES_TO]->(c) WITH r ORDER BY r.day, r.position, r.id LIMIT 5 RETURN r {.id, .name}
    }}
  },
  comparesWith: COLLECT {
    MATCH (n)-[:COMPARES_WITH]->(o:Finding)
    WITH o ORDER BY o.id
    RETURN o {.id, foundBy: head(COLLECT {
      MATCH (o)<-[:FOUND]-(i:Inspection)
      WITH i ORDER BY i.day DESC, i.id LIMIT 1
      RETURN i {.id, .name, inspected: COLLECT {
        MATCH (i)-[:INSPECTED]->(b:Organisation) WITH b ORDER BY b.name, b.id RETURN b {.id, .name}
      }}
    })}
  }
}}
