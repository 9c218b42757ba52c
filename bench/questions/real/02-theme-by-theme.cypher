RETURN {themes: {nodes: COLLECT {
  MATCH (t:Theme)
  WITH t ORDER BY t.name, t.id LIMIT 50
  RETURN t {.id, .name,
    broader: COLLECT { MATCH (t)-[:BROADER]->(b) WITH b ORDER BY b.name, b.id RETURN b {.id} },
    findings: {nodes: COLLECT {
      MATCH (n)-[e:HAS_THEME]->()
      WHERE e.ownerId = t.id AND e.kind = 'FINDING' AND e.pagedDay <= date('2016-10-17') AND e.pagedDay > date('0001-01-01')
      WITH n, e ORDER BY e.ownerId DESC, e.kind DESC, e.pagedDay DESC, n.position, n.id LIMIT 50
      RETURN n {.id,
        reportedIn: {{one (n)-[:REPORTED_IN]->(o) WHERE o.day <= date('2016-10-17') | .id}},
        foundBy: {{one (n)<-[:FOUND]-(o) WHERE o.day <= date('2016-10-17') | .id}},
        attributedTo: COLLECT {
          MATCH (n)-[:ATTRIBUTED_TO]->(f)
          WHERE coalesce(f.startFirst <= date('2016-10-17') AND date('2016-10-17') < f.endLast, true)
          WITH f ORDER BY f.name, f.id RETURN f {.id}
        },
        observedIn: COLLECT {
          MATCH (n)-[:OBSERVED_IN]->(a)
          WHERE coalesce(a.startFirst <= date('2016-10-17') AND date('2016-10-17') < a.endLast, true)
          WITH a ORDER BY a.name, a.id
          RETURN a {.id, .name, policedBy: {edges: COLLECT {
            MATCH (a)-[p:POLICED_BY]->(f)
            WHERE coalesce(p.startFirst <= date('2016-10-17') AND date('2016-10-17') < p.endLast, true)
              AND coalesce(f.startFirst <= date('2016-10-17') AND date('2016-10-17') < f.endLast, true)
            WITH p, f ORDER BY f.name, f.id
            RETURN {node: f {.id, .name},
              period: {
                start: p.validFrom, end: p.validTo, endState: p.validToState,
                certain: p.startLast <= date('2016-10-17') AND date('2016-10-17') < p.endFirst
              },
              evidence: COLLECT {
                UNWIND range(0, size(p.evidenceIds) - 1) AS i
                MATCH (v:Entity {id: p.evidenceIds[i]})
                WITH i, v ORDER BY i
                RETURN v {.locator, source: {{one (v)-[:FROM]->(o) | .id}}}
              }
            }
          }}}
        }
      }
    }}
  }
}}}
