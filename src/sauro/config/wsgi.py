"""The door of the application server.

Belongs here: the WSGI application. Does not belong here: choosing settings by hand (the environment does).
"""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sauro.config.settings")
application = get_wsgi_application()
