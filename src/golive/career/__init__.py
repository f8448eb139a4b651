"""Career: the person who did it tells the story."""
