RETURN {findings: COLLECT {
  MATCH (n)-[e:HAS_THEME]->()
  WHERE e.ownerId = $theme AND e.kind = 'FINDING' AND e.pagedDay >= date($from) AND e.pagedDay < date($to)
  WITH n, e ORDER BY e.ownerId DESC, e.kind DESC, e.pagedDay DESC, n.position, n.id LIMIT 50
  RETURN {id: n.id, summary: n.summary, date: n.date,
    foundBy: head(COLLECT { MATCH (n)<-[:FOUND]-(i) RETURN {id: i.id, name: i.name} }),
    attributedTo: COLLECT { MATCH (n)-[:ATTRIBUTED_TO]->(f) WITH f ORDER BY f.name, f.id RETURN {id: f.id, name: f.name} }
  }
}}
