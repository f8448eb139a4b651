"""What do the executives need to know this week? One page, computed."""
