"""The pages about people and implementations themselves: sign-in, start, roles, settings, own account, audit."""
