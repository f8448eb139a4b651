"""What would the plan be after an edit, and what would that change?"""
