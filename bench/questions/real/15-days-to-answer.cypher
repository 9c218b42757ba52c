MATCH (c:Correspondence) WHERE c.daysToAnswer IS NOT NULL
WITH c ORDER BY c.date IS NULL, c.day, c.id
WITH collect(c) AS counted
CALL () {
  MATCH (c:Correspondence) WHERE EXISTS { (c)-[:DUE_UNDER]->() }
  WITH c ORDER BY c.id
  RETURN collect(c) AS asked
}
RETURN {
  counted: {totalCount: size(counted), nodes: COLLECT {
    UNWIND counted[..50] AS c
    RETURN c {.id, .date, .daysToAnswer,
      sentFor: head(COLLECT { MATCH (c)-[:SENT_FOR]->(o) WITH o ORDER BY o.name, o.id RETURN o {.id} }),
      answers: COLLECT {
        MATCH (c)-[:ANSWERS]->(i:Inspection) WITH i ORDER BY i.pagedDay DESC, i.id RETURN i {.framework, .published}
      }
    }
  }},
  asked: {totalCount: size(asked), nodes: COLLECT {
    UNWIND asked[..50] AS c
    RETURN c {.id, .daysToAnswer,
      answers: COLLECT {
        MATCH (c)-[:ANSWERS]->(i:Inspection) WITH i ORDER BY i.pagedDay DESC, i.id RETURN i {.published}
      },
      dutyToComment: head(COLLECT {
        MATCH (c)-[e:DUE_UNDER]->(s)
        RETURN e {.provision, .days, .since, source: s {.url}, evidence: COLLECT {
          UNWIND range(0, size(e.evidenceIds) - 1) AS i
          MATCH (p:Entity {id: e.evidenceIds[i]})
          WITH i, p ORDER BY i
          RETURN p {.quote, source: {{one (p)-[:FROM]->(o) | .url}}}
        }}
      })
    }
  }}
}
