"""Is this installation sound, and where it is not, what is the cure?"""
