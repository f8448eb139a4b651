"""Who may open which address, and what does each answer? One table, written by a program and guarded by a test."""
