"""Who are the people? They sign in by e-mail; what they may do is decided by their seat in an implementation."""

from __future__ import annotations

import hashlib
import secrets
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac


class People(BaseUserManager["Person"]):
    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(email=(username or "").strip().lower())


class Person(AbstractBaseUser):
    """Somebody with a name and an e-mail address; a person without a password signs in by a mailed code."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    organisation = models.CharField(max_length=120, blank=True)
    job_title = models.CharField(max_length=120, blank=True)
    is_active = models.BooleanField(default=True)
    # Somebody of the worked example: where the demo is switched on, one click signs in as them.
    is_demo = models.BooleanField(default=False)
    joined_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[People] = People()
    USERNAME_FIELD = "email"

    def __str__(self) -> str:
        return self.name


class Token(models.Model):
    """A key with which a program acts as this person; only its hash is kept."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    label = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.label

    @staticmethod
    def digest_of(secret: str) -> str:
        return hashlib.sha256(secret.encode()).hexdigest()

    @staticmethod
    def new_secret() -> str:
        return "golive_" + secrets.token_urlsafe(32)

    @property
    def alive(self) -> bool:
        return self.revoked_at is None and (self.expires_at is None or self.expires_at > timezone.now())


class Code(models.Model):
    """A one-time code sent by mail. Only its digest is kept, and it opens only the browser that asked for it."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    browser_key = models.CharField(max_length=64)
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["browser_key"])]

    def __str__(self) -> str:
        return f"Code until {self.expires_at:%H:%M}"


class Attempt(models.Model):
    """Somebody tried to sign in. The address and the network are kept only as keyed hashes, and not for long."""

    key = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["key", "at"])]

    def __str__(self) -> str:
        return f"{self.key[:8]} at {self.at:%H:%M}"


class Session(AbstractBaseSession):
    """A browser in which somebody is signed in; a person sees their own and can end them."""

    person = models.ForeignKey("people.Person", null=True, on_delete=models.CASCADE, related_name="+")
    browser = models.CharField(max_length=60, blank=True)
    started_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.browser or "a browser"

    @property
    def handle(self) -> str:
        """Names the session on a page; the key itself would open it."""
        return salted_hmac("golive.session", self.session_key, algorithm="sha256").hexdigest()[:20]
