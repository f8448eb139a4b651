"""When can and must each task happen? From links and calendars to dates and floats."""
