"""How are passwords kept as golive is shipped? The other tests hash at the least cost."""

import pytest
from django.test import Client
from django.test.utils import override_settings

from golive.web import settings as shipped
from tests.world import World

PASSWORD = "long enough to be mine 7"


@pytest.mark.django_db
def test_a_password_is_kept_by_argon2_at_its_full_cost_and_lets_in(world: World) -> None:
    with override_settings(PASSWORD_HASHERS=shipped.PASSWORD_HASHERS):
        world.manager.set_password(PASSWORD)
        world.manager.save()
        assert world.manager.password.startswith("argon2$argon2id$v=19$m=102400,t=2,p=8$")
        for tried, answer in [(PASSWORD, 302), ("a wrong password", 422)]:
            assert Client().post("/sign-in/", {"email": world.manager.email, "password": tried}).status_code == answer
