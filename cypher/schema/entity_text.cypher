// Full-text search over names, summaries and published words. Evidence is left out: it repeats what it is
// evidence of. Case and accents do not matter; words are
// kept whole, so that a wrong letter can be forgiven.
CREATE FULLTEXT INDEX entityText IF NOT EXISTS
FOR (n:PoliceForce|LocalAuthority|SafeguardingBoard|Inspectorate|GovernmentBody|Unit|Person|Post|Place|Inspection|Judgement|Finding|Theme|Correspondence|Statement|Statistic|Source)
ON EACH [n.name, n.otherNames, n.officialName, n.summary, n.consequence, n.subject, n.definition, n.raw, n.grade]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-folding', `fulltext.eventually_consistent`: false}}
