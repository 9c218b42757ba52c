MATCH (said)-[:DISPUTES|OTHER_ACCOUNT_OF]->(c)
WHERE said.scope IS NULL
  OR c.scope IS NULL AND (NOT c:Judgement OR c.area IN ['effectiveness', 'protecting-vulnerable-people'])
WITH DISTINCT c
ORDER BY c.day, c.id LIMIT 20
WITH collect(c) AS claims
RETURN {disputes: COLLECT {
  UNWIND claims AS c
  RETURN {
    claim: {{account c}},
    about: COLLECT {
      MATCH (c)-[:ABOUT]->(j)
      WITH j ORDER BY j.caption, j.id
      RETURN CASE WHEN j:Judgement THEN j {
        __typename: 'Judgement', .id, .area, .grade, .rawGrade, .scale, .published,
        organisation: {{one (j)-[:JUDGEMENT_OF]->(o) | .name}}
      } ELSE {__typename: {{type j}}, id: j.id} END
    },
    evidence: {{passages c}},
    disputedBy: COLLECT {
      MATCH (s)-[:DISPUTES]->(c)
      WITH s ORDER BY s.day, s.position, s.id
      RETURN s {.id, .kind, .summary, .note, said: s.date, .status, .attribution,
        madeBy: {{one (s)-[:MADE_BY]->(o) | .name}}, madeFor: {{one (s)-[:MADE_FOR]->(o) | .name}},
        evidence: {{passages s}}
      }
    },
    otherAccounts: {{accounts (s)-[:OTHER_ACCOUNT_OF]->(c)}},
    supportedBy: {{accounts (s)-[:SUPPORTS]->(c)}},
    against: {{accounts (c)<-[:DISPUTES]-()<-[:SUPPORTS]-(s)}},
    notDisputed: COLLECT {
      MATCH (c)<-[:DISPUTES]-()-[:DOES_NOT_DISPUTE]->(o)
      WITH o ORDER BY o.caption, o.id
      RETURN CASE WHEN o:Judgement THEN o {.id, .grade, evidence: {{passages o}}} ELSE o {.id} END
    }
  }
}}
