MATCH (f:Entity {id: 'force:metropolitan'})
RETURN {force: {history: {totalCount: COUNT { (f)<-[:IN_HISTORY_OF]-() }, edges: COLLECT {
  MATCH (x)-[e:IN_HISTORY_OF]->()
  WHERE e.ownerId = f.id AND e.day IS NOT NULL AND e.position IS NOT NULL
  WITH x, e ORDER BY e.ownerId, e.day, e.position, x.id LIMIT 100
  RETURN {
    basis: e.basis, date: e.date,
    node: {__typename: [l IN labels(x) WHERE NOT l IN ['Entity', 'Organisation']][0], id: x.id, caption: x.caption}
  }
}}}}
