RETURN {forces: COLLECT {
  MATCH (f:PoliceForce)
  WITH f ORDER BY f.name, f.id LIMIT 20
  RETURN f {.id, .name, inspections: {
    totalCount: COUNT { (:Inspection)-[:INSPECTED]->(f) },
    nodes: COLLECT {
      MATCH (i:Inspection)-[:INSPECTED]->(f)
      WITH i ORDER BY i.day DESC, i.id LIMIT 3
      RETURN i {.id, .published}
    }
  }}
}}
