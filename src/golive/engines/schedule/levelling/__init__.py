"""How long does a project take when its people cannot do everything at once, and in which order do they work?"""
