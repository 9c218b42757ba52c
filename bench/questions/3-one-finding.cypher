MATCH (n:Finding:Entity {id: $id})
RETURN {finding: {id: n.id, summary: n.summary,
  themes: COLLECT { MATCH (n)-[:HAS_THEME]->(t) WITH t ORDER BY t.name, t.id RETURN {id: t.id, name: t.name} },
  attributedTo: COLLECT { MATCH (n)-[:ATTRIBUTED_TO]->(f) WITH f ORDER BY f.name, f.id RETURN {id: f.id, name: f.name} },
  reportedIn: COLLECT {
    MATCH (n)-[:REPORTED_IN]->(c)
    RETURN {id: c.id, name: c.name, replies: COLLECT {
      MATCH (r)-[:REPLIES_TO]->(c) WITH r ORDER BY r.day, r.position, r.id LIMIT 5 RETURN {id: r.id, name: r.name}
    }}
  },
  comparesWith: COLLECT {
    MATCH (n)-[:COMPARES_WITH]->(o)
    WITH o ORDER BY o.id
    RETURN {id: o.id, foundBy: head(COLLECT {
      MATCH (o)<-[:FOUND]-(i)
      RETURN {id: i.id, name: i.name, inspected: COLLECT {
        MATCH (i)-[:INSPECTED]->(b) WITH b ORDER BY b.name, b.id RETURN {id: b.id, name: b.name}
      }}
    })}
  }
}}
