"""What does a whole implementation look like? Acme's CRM roll-out, as files and as a story."""
