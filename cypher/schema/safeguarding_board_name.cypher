// Pages of SafeguardingBoard nodes in order of their names.
CREATE INDEX safeguarding_board_name IF NOT EXISTS
FOR (n:SafeguardingBoard)
ON (n.name, n.id)
