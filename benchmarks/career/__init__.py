"""Are the goals of the career desk reached on the sets that were written before it?"""
