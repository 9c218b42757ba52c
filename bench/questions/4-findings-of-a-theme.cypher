MATCH (t:Theme:Entity {id: $theme})
RETURN {findings: COLLECT {
  MATCH (n:Finding)-[:HAS_THEME]->(t)
  WHERE n.day >= date($from) AND n.day < date($to)
  WITH n ORDER BY n.day DESC, n.position, n.id LIMIT 50
  RETURN {id: n.id, summary: n.summary, date: n.date,
    foundBy: head(COLLECT { MATCH (n)<-[:FOUND]-(i) RETURN {id: i.id, name: i.name} }),
    attributedTo: COLLECT { MATCH (n)-[:ATTRIBUTED_TO]->(f) WITH f ORDER BY f.name, f.id RETURN {id: f.id, name: f.name} }
  }
}}
