// Pages of Statistic nodes in the order of the texts that publish them.
CREATE INDEX statistic_position IF NOT EXISTS
FOR (n:Statistic)
ON (n.position, n.id)
