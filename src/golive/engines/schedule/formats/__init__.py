"""What does a plan's file say, and how is a plan written as one? Microsoft Project, Primavera P6."""
