"""What clients pass in: filters, orders and facets, made from the types' own fields."""
