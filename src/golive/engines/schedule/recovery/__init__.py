"""Which ways to win time back are there, and which are worth their price?"""
