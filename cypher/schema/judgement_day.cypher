// Pages of Judgement nodes in order of time.
CREATE INDEX judgement_day IF NOT EXISTS
FOR (n:Judgement)
ON (n.day, n.id)
