"""How does a person rehearse an interview: questions and answers, hard conversations, a card at hand?"""
