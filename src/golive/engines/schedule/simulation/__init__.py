"""How sure is the date? The plan run in many possible worlds."""
