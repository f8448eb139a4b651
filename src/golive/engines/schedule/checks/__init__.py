"""Is this plan fit to be relied on? The checks of the DCMA and the GAO."""
