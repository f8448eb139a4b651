"""How does a server reach golive? The WSGI entry."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "golive.web.settings")
application = get_wsgi_application()
