"""What is Acme's plan: its tasks, its calendars, its dates, and the file MS Project would write?"""
