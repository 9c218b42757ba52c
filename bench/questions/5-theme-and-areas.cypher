// In a subquery of their own, Neo4j keeps the properties that it sorts by; outside of one it reads them twice.
RETURN {theme: head(COLLECT {
  MATCH (t:Theme:Entity {id: $id})
  RETURN {id: t.id, name: t.name, findings: COLLECT {
    MATCH (n)-[e:HAS_THEME]->()
    WHERE e.ownerId = $id AND e.kind = 'FINDING' AND e.pagedDay IS NOT NULL
    WITH n, e ORDER BY e.ownerId DESC, e.kind DESC, e.pagedDay DESC, n.position, n.id LIMIT 20
    RETURN {id: n.id, summary: n.summary,
      foundBy: head(COLLECT { MATCH (n)<-[:FOUND]-(i) RETURN {id: i.id, name: i.name} }),
      attributedTo: COLLECT {
        MATCH (n)-[:ATTRIBUTED_TO]->(f)
        WITH f ORDER BY f.name, f.id
        RETURN {id: f.id, name: f.name, areas: COLLECT {
          MATCH (a)-[:POLICED_BY]->(f) WITH a ORDER BY a.name, a.id LIMIT 100 RETURN {id: a.id, name: a.name}
        }}
      }
    }
  }}
})}
