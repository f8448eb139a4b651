"""Where does Django find the look?"""

from __future__ import annotations

from django.apps import AppConfig


class LookConfig(AppConfig):
    name = "golive.foundation.look"
    label = "look"
