RETURN {forces: COLLECT {
  MATCH (f:PoliceForce)
  WHERE f.name IS NOT NULL AND f.id IS NOT NULL
  WITH f ORDER BY f.name, f.id LIMIT 20
  RETURN {id: f.id, name: f.name, inspections: {
    totalCount: COUNT { ()-[:INSPECTED]->(f) },
    nodes: COLLECT {
      MATCH (i)-[e:INSPECTED]->()
      WHERE e.ownerId = f.id AND e.pagedDay IS NOT NULL
      WITH i, e ORDER BY e.ownerId DESC, e.pagedDay DESC, i.id LIMIT 3
      RETURN {id: i.id, published: i.published}
    }
  }}
}}
