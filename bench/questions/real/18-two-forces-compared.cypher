WITH COLLECT {
  UNWIND ['force:kent', 'force:essex'] AS own
  MATCH (f:Entity {id: own})
  RETURN f {.name,
    judgements: {totalCount: COUNT { (f)<-[:JUDGEMENT_OF]-() }, nodes: COLLECT {
      MATCH (j)-[e:JUDGEMENT_OF]->()
      WHERE e.ownerId = f.id AND e.pagedDay IS NOT NULL
      WITH j, e ORDER BY e.ownerId DESC, e.pagedDay DESC, j.id LIMIT 100
      RETURN j {.cycle, .area, .grade, .scale}
    }},
    inspections: {nodes: COLLECT {
      MATCH (i)-[e:INSPECTED]->()
      WHERE e.ownerId = f.id AND e.pagedDay IS NOT NULL AND i.framework IN ['hmic-ncpi', 'hmic-other']
      WITH i, e ORDER BY e.ownerId DESC, e.pagedDay DESC, i.id LIMIT 50
      RETURN i {.kind, .inspectedFrom, .published,
        findings: {totalCount: COUNT { (i)-[:FOUND]->() }},
        recommendations: {totalCount: COUNT { (i)-[:RECOMMENDED]->() }}
      }
    }},
    coverage: COLLECT {
      MATCH (f)-[e:HAS_COVERAGE]->(w)
      WHERE w.id IN ['framework:hmic-peel', 'framework:hmicfrs-peel']
      WITH e, w ORDER BY e.term, w.id
      RETURN e {.cycle, .state, .held, .exist}
    }
  }
} AS both
RETURN {kent: both[0], essex: both[1]}
