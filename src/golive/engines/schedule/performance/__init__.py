"""What is done by now, at which pace, and which change moved the finish?"""
