"""Could the record be brought back tomorrow? A backup under load, and the proof that it can be restored."""
