WITH COLLECT {
  MATCH (letter:Entity {id: 'correspondence:wilshaw-winsor-2016-10-17'})
  WITH letter, COLLECT {
    MATCH (c)-[:REPLIES_TO]->(letter)
    WITH c ORDER BY c.day, c.position, c.id LIMIT 20
    WITH c, COLLECT {
      MATCH (s)-[:MADE_IN]->(c)
      WITH s.kind AS value, count(*) AS many ORDER BY many DESC, value
      RETURN {value: value, count: many}
    } AS buckets
    RETURN c {.id, .date,
      sentFor: head(COLLECT { MATCH (c)-[:SENT_FOR]->(o) WITH o ORDER BY o.name, o.id RETURN o {.name} }),
      statements: {totalCount: COUNT { (c)<-[:MADE_IN]-() }, facets: [{buckets: buckets}]},
      contested: {nodes: COLLECT {
        MATCH (s)-[:MADE_IN]->(c)
        WHERE s.kind IN ['DISPUTE', 'QUALIFICATION', 'CONCESSION']
        WITH s ORDER BY s.position, s.id LIMIT 20
        RETURN {{answer s}}
      }}
    }
  } AS replies
  RETURN {replies: {nodes: replies}, answeredBy: COLLECT {
    MATCH (s:Statement)-[:ANSWERS]->(letter)
    WITH s ORDER BY s.day, s.position, s.id
    RETURN {{answer s}}
  }}
} AS letters
RETURN {
  grade: head(COLLECT {
    MATCH (j:Entity {id: 'judgement:peel:bedfordshire:2016:effectiveness'})
    RETURN j {.cycle, .grade,
      disputedBy: {{sides (s)-[:DISPUTES]->(j)}}, qualifiedBy: {{sides (s)-[:QUALIFIES]->(j)}},
      outcomes: {{outcomes j}}
    }
  }),
  assessment: head(COLLECT {
    MATCH (i:Entity {id: 'inspection:peel:bedfordshire:2016'})
    RETURN {statements: {nodes: COLLECT {
      MATCH (about:Statement)-[:ABOUT]->(i)
      WITH about ORDER BY about.day, about.position, about.id LIMIT 20
      RETURN {{side about and qualifiedBy: {{sides (s)-[:QUALIFIES]->(about)}}}}
    }}}
  }),
  complaint: head(COLLECT {
    MATCH (complaint:Entity {id: 'correspondence:ltr-beds-2017-complaint'})
    RETURN {thread: COLLECT {
      MATCH (complaint)-[:REPLIES_TO*0..]->(beginning)
      WHERE NOT EXISTS { (beginning)-[:REPLIES_TO]->() }
      MATCH (c)-[:REPLIES_TO*0..]->(beginning)
      WITH c ORDER BY c.day, c.position, c.id
      RETURN c {.id, .kind, .date, .note, statements: {nodes: COLLECT {
        MATCH (s)-[:MADE_IN]->(c)
        WITH s ORDER BY s.position, s.id LIMIT 20
        RETURN s {.id, .kind, outcomes: {{outcomes s}}}
      }}}
    }}
  }),
  letter: letters[0]
}
