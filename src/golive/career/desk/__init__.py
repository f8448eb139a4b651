"""What does a person find on their career desk, and what should they do there next?"""
