"""Plain values: no framework, no database; every floor may use them."""
