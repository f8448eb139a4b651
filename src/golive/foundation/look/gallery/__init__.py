"""Does every component look right? Pages to look at, and to test in a browser."""
