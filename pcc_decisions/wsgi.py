"""The application as a WSGI server loads it."""

import os

from django.core.wsgi import get_wsgi_application

from pcc_decisions.kept_pages import KeptPages

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pcc_decisions.settings")
application = KeptPages(get_wsgi_application())
