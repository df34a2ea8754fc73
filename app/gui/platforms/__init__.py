"""The page of platforms and the clauses on record for them."""
