import pytest
from django.test import override_settings


@pytest.fixture(autouse=True)
def _quick_passwords():  # type: ignore[no-untyped-def]
    """Argon2 is slow on purpose; what is tested here is not its strength."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield
