"""What may a person ask for their work, by figures that nobody else sees?"""
