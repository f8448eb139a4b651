"""What do the pages of the career desk share, and how do they keep everything to its one person?"""
