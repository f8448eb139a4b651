"""What does a person show of their work: stories and a résumé, each of its one person and nobody else's?"""
