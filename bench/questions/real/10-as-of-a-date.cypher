RETURN {
  posts: {nodes: COLLECT {
    MATCH (p:Post) WHERE p.name IS NOT NULL AND p.id IS NOT NULL
    WITH p ORDER BY p.name, p.id LIMIT 20
    RETURN p {.id, .name,
      organisation: head(COLLECT {
        MATCH (p)-[:POST_IN]->(o)
        WHERE coalesce(o.startFirst <= date('2016-10-17') AND date('2016-10-17') < o.endLast, true)
        RETURN o {.name}
      }),
      holders: {edges: COLLECT {
        MATCH (h)-[e:HELD]->(p)
        WHERE coalesce(e.startFirst <= date('2016-10-17') AND date('2016-10-17') < e.endLast, true)
        WITH h, e ORDER BY e.startFirst, h.id LIMIT 20
        RETURN {
          node: h {.name}, qualifier: e.qualifier, evidence: {{passages of e}},
          period: {{held e on date('2016-10-17')}}
        }
      }}
    }
  }},
  dorsetInOctober2016: {nodes: {{councils on date('2016-10-17')}}},
  dorsetOnItsLastDay: {nodes: {{councils on date('2019-03-31')}}},
  dorsetFromApril2019: {nodes: {{councils on date('2019-04-01')}}},
  boardsInOctober2016: {nodes: COLLECT {
    MATCH (b:SafeguardingBoard)
    WHERE b.name IS NOT NULL AND b.id IS NOT NULL
      AND coalesce(b.startFirst <= date('2016-10-17') AND date('2016-10-17') < b.endLast, true)
    WITH b ORDER BY b.name, b.id LIMIT 20
    RETURN b {.id, .name, .nameIsDescriptive, period: {{held b on date('2016-10-17')}}}
  }},
  boardsInJanuary2019: head(COLLECT {
    MATCH (b:SafeguardingBoard)
    WHERE coalesce(b.startFirst <= date('2019-01-01') < b.endLast, true)
    WITH b ORDER BY b.name, b.id
    WITH collect(b) AS found
    RETURN {totalCount: size(found), nodes: [b IN found[..1] |
      b {.id, .name, .nameIsDescriptive, period: {{held b on date('2019-01-01')}}}
    ]}
  }),
  boardsInOctober2019: {totalCount: COUNT {
    MATCH (b:SafeguardingBoard)
    WHERE coalesce(b.startFirst <= date('2019-10-01') < b.endLast, true)
  }}
}
