MATCH (f:PoliceForce:Entity {id: $id})
RETURN {force: f {.id, .name, inspections: COLLECT {
  MATCH (i:Inspection)-[:INSPECTED]->(f)
  WITH i ORDER BY i.day DESC, i.id LIMIT 20
  RETURN i {.id, .name, .published, findings: COLLECT {
    MATCH (i)-[:FOUND]->(n:Finding)
    WITH n ORDER BY n.day DESC, n.position, n.id LIMIT 20
    RETURN n {.id, .summary, themes: COLLECT {
      MATCH (n)-[:HAS_THEME]->(t:Theme) WITH t ORDER BY t.name, t.id RETURN t {.id, .name}
    }}
  }}
}}}
