"""How do tests keep passwords? By Argon2 as shipped, at the least cost: what is tested is seldom its strength."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class LightArgon2(Argon2PasswordHasher):
    """The same scheme and format, one pass over 8 kB."""

    time_cost, memory_cost, parallelism = 1, 8, 1
