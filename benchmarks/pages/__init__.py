"""How long does a page take on a large implementation?"""
