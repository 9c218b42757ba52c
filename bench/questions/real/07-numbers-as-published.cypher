RETURN {
  correspondences: {nodes: COLLECT {
    MATCH (c:Correspondence) WHERE c.scope IS NULL AND c.day IS NOT NULL AND c.id IS NOT NULL
    WITH c ORDER BY c.day, c.position, c.id LIMIT 20
    RETURN c {.id, statistics: COLLECT {
      MATCH (s:Statistic)-[:REPORTED_IN]->(c)
      WITH s ORDER BY s.position, s.id
      RETURN s {
        .id, .name, .raw, .comparator, .value, .fraction, .of, .ofUnit, .unit, .periodText,
        quantifies: COLLECT { MATCH (q)-[:QUANTIFIED_BY]->(s) WITH q ORDER BY q.id RETURN q {.id} },
        evidence: {{passages s}}
      }
    }}
  }},
  ofsted: head(COLLECT {
    MATCH (i:Entity {id: 'inspectorate:ofsted'})
    RETURN i {.name, carriedOut: {totalCount: COUNT { (i)-[:CARRIED_OUT]->() }}}
  }),
  hmic: head(COLLECT {
    MATCH (i:Entity {id: 'inspectorate:hmic'})
    RETURN i {.name, carriedOut: {totalCount: COUNT { (i)-[:CARRIED_OUT]->() }}}
  })
}
