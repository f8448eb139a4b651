"""How does this implementation stand, and which of the 25 practices are alive in it?"""
