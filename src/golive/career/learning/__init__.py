"""How does a person stay current: what do they read, which certificates must be kept, which trends were tried where?"""
