"""Where does the record live, and does it survive a crash? A Django backend for SQLite that never loses a commit."""

# In settings: ENGINE = "golive.foundation.database", and the same name in INSTALLED_APPS for its checks.

from golive.foundation.database import engine

engine.use_sound_sqlite()
