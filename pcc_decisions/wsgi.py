"""The application as a WSGI server loads it."""

import os

from django.core.wsgi import get_wsgi_application

from pcc_decisions.patience import have_patience

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pcc_decisions.settings")
have_patience()
django_application = get_wsgi_application()

# What reads a model is imported once Django knows all of them.
from pcc_decisions.kept_pages import KeptPages  # noqa: E402

application = KeptPages(django_application)
