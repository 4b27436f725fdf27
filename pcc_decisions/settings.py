"""Settings. Everything that differs between machines comes from the environment; docs/deploy.md lists it all."""

import os
from datetime import date
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from pcc_decisions import database, office
from pcc_decisions.mail import MailServer
from pcc_decisions.tenant import Tenant

BASE_DIR = Path(__file__).resolve().parent.parent
OFFICE = office.from_environment()

# Development is the loopback and the tests; anything else must bring its own key and speaks https only.
DEVELOPMENT = os.environ.get("PCC_DEVELOPMENT") == "1"
DEBUG = os.environ.get("PCC_DEBUG") == "1" and DEVELOPMENT
SECRET_KEY = os.environ.get("PCC_SECRET_KEY", "only-for-development-" * 3 if DEVELOPMENT else "")
if not SECRET_KEY:
    raise ImproperlyConfigured("Set PCC_SECRET_KEY to a long random text, or PCC_DEVELOPMENT=1 on your own machine.")
ALLOWED_HOSTS = os.environ.get("PCC_ALLOWED_HOSTS", "localhost 127.0.0.1 [::1]").split()
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if not host.startswith("[")]

# A process that serves the public pages alone, with a role of the database that can read nothing else. It reads no code
# of other pages, which saves a third of its memory.
PUBLIC_ONLY = os.environ.get("PCC_SITE") == "public"

INSTALLED_APPS = [
    "pcc_decisions",
    "public",
    "intake",
    "register",
    "conditions",
    "grants",
    *([] if PUBLIC_ONLY else ["pcc_decisions.apps.OfficeAdminConfig"]),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "pgtrigger",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "crispy_forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.usersessions",
    "csp",
]

MIDDLEWARE = [
    "pcc_decisions.logs.RequestLogMiddleware",
    "pcc_decisions.health.HealthMiddleware",
    "pcc_decisions.headers.HeadersMiddleware",
    "pcc_decisions.middleware.TextMiddleware",
    "pcc_decisions.headers.PublicOnlyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "pcc_decisions.sessions.SessionLimitsMiddleware",
    # Deny by default: a page is open to all only where its view says @public.
    "pcc_decisions.security_log.SecurityLogMiddleware",
    "pcc_decisions.middleware.SignInMiddleware",
    "pcc_decisions.middleware.FormAddressMiddleware",
    "pcc_decisions.middleware.EditionMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "pcc_decisions.middleware.DiscardedMiddleware",
]

ROOT_URLCONF = "pcc_decisions.public_urls" if PUBLIC_ONLY else "pcc_decisions.urls"
WSGI_APPLICATION = "pcc_decisions.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "pcc_decisions.context.office",
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "govuk"
CRISPY_TEMPLATE_PACK = "govuk"

# PostgreSQL everywhere. Pages run in one transaction each only where an action opens it.
DATABASES = {"default": database.configuration()}
HAS_REPLICA = bool(os.environ.get(database.REPLICA))
if HAS_REPLICA and not PUBLIC_ONLY:
    raise ImproperlyConfigured(f"{database.REPLICA} is for a process that serves public pages alone: PCC_SITE=public.")
if HAS_REPLICA:
    # Which of the two "default" is, each page settles (pcc_decisions/replica.py).
    DATABASES |= {"primary": DATABASES["default"].copy(), "copy": database.configuration(database.REPLICA)}
if "PCC_TEST_DATABASE" in os.environ:
    DATABASES["default"]["TEST"] = {"NAME": os.environ["PCC_TEST_DATABASE"]}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Rate limits must be shared by all server processes, so the cache lives in the database; and it has room enough that
# nobody can have limits forgotten by asking for much else.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

AUTH_USER_MODEL = "grants.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
OF_PASSWORDS = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{OF_PASSWORDS}.UserAttributeSimilarityValidator"},
    {"NAME": f"{OF_PASSWORDS}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{OF_PASSWORDS}.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "arrive"
LOGOUT_REDIRECT_URL = "public:home"
ACCOUNT_ADAPTER = "grants.adapters.ClosedAccountAdapter"
ACCOUNT_FORMS = {
    "login": "grants.forms.accounts.SignInForm",
    "reset_password": "grants.forms.accounts.PasswordForgottenForm",
}
# How many proxies stand in front: the visitor's address is what the outermost of them wrote into X-Forwarded-For.
TRUSTED_PROXIES = int(os.environ.get("PCC_TRUSTED_PROXIES") or 1)
# Signing in is counted by the adapter alone. A letter with a link goes to one address five times an hour at most.
ACCOUNT_RATE_LIMITS = {"login": None, "reset_password": "20/m/ip,5/h/key"}
# The office gives a second factor, and says again who it is before it approves, publishes or gives roles.
REQUIRES_SECOND_FACTOR = os.environ.get("PCC_SECOND_FACTOR", "0" if DEVELOPMENT else "1") == "1"
ASKS_AGAIN = not DEVELOPMENT
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
# A passkey asks its owner for a finger, a face or a code: it is the password and the second factor in one.
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEVELOPMENT
MFA_ADAPTER = "grants.adapters.PasskeyAdapter"
MFA_FORMS = {
    "add_webauthn": "grants.forms.accounts.PasskeyForm",
    "login_webauthn": "grants.forms.accounts.PasskeySignInForm",
}
# Microsoft accounts, linked by their owners, sign in too where the office has a tenant.
ENTRA = Tenant.from_environment()
MFA_TOTP_ISSUER = OFFICE.short_label
MFA_TOTP_TOLERANCE = 1
# Addresses are the office's own: nobody adds one that would have to be verified.
MFA_ALLOW_UNVERIFIED_EMAIL = True
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
# Nobody is written to who has no account, and a link to choose a password ends with the password and the address that
# the account had when it was sent.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
ACCOUNT_LOGOUT_REDIRECT_URL = "public:home"
ACCOUNT_SESSION_REMEMBER = False

# Conditions due before this day, of decisions taken before it, were not followed in this register (docs/domain.md §6).
FOLLOWS_CONDITIONS_FROM = (
    date.fromisoformat(os.environ["PCC_FOLLOWS_CONDITIONS_FROM"])
    if os.environ.get("PCC_FOLLOWS_CONDITIONS_FROM")
    else None
)

# Whether the public reads what is due and paid on awards. The office works with payments either way.
PUBLISHES_PAYMENTS = os.environ.get("PCC_PUBLISHES_PAYMENTS", "1") == "1"

# For how many days the link of an invitation works.
INVITATION_DAYS = int(os.environ.get("PCC_INVITATION_DAYS") or 7)

# Letters: where their links lead, and the mail server. A developer's letters are files.
SITE_ADDRESS = os.environ.get("PCC_SITE_ADDRESS") or (
    "http://127.0.0.1:8000" if DEVELOPMENT else f"https://{ALLOWED_HOSTS[0]}"
)
DEFAULT_FROM_EMAIL = os.environ.get("PCC_EMAIL_FROM") or OFFICE.contact_email
MAIL_SERVER = MailServer.at(os.environ.get("PCC_EMAIL_URL") or "smtp://localhost")
EMAIL_HOST, EMAIL_PORT = MAIL_SERVER.host, MAIL_SERVER.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL_SERVER.user, MAIL_SERVER.password
EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL_SERVER.starttls, MAIL_SERVER.tls
EMAIL_TIMEOUT = 8  # seconds: a page that has to know whether a letter was taken answers within ten
if DEVELOPMENT and "PCC_EMAIL_URL" not in os.environ:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = BASE_DIR / ".local" / "letters"
# Who is told when a page breaks; otherwise all administrators, whom only the database knows.
ERRORS_TO = os.environ.get("PCC_ERRORS_TO", "").split()

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
# Served from the sources in development, so that a style can be changed without collecting files again.
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEVELOPMENT
# What people upload: private, so in a folder that no web server serves (docs/deploy.md).
FILES_DIR = Path(os.environ.get("PCC_FILES_DIR") or BASE_DIR / ".local" / "files")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": FILES_DIR,
            "base_url": None,
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEVELOPMENT
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# Backups, with the programs of PostgreSQL: those found in PATH, unless a folder is named.
BACKUPS_DIR = os.environ.get("PCC_BACKUPS_DIR", "")
BACKUPS_KEPT = int(os.environ.get("PCC_BACKUPS_KEPT") or 30)
POSTGRES_PROGRAMS = os.environ.get("PCC_POSTGRES_PROGRAMS", "")

# ClamAV, by the path of its socket or host:port; without it files are not searched for malware.
CLAMAV = os.environ.get("PCC_CLAMAV", "")

# A timestamp authority (RFC 3161) that signs the newest digest of the chain; without one nothing is signed.
TIMESTAMP_URL = os.environ.get("PCC_TIMESTAMP_URL", "")

# A pasted notice may be 1 MB; larger pastes must still reach the form, which answers with a sentence.
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
# The grid of awards has three fields for each: enough for a decision of 3,000 awards.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF, *([ENTRA.authority] if ENTRA else [])],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
KNOWN_COOKIE_NAME = "known"  # of a browser in which somebody has signed in before
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
if not DEVELOPMENT:
    SECURE_SSL_REDIRECT = os.environ.get("PCC_HTTPS_REDIRECT", "1") == "1"
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    # A browser takes a cookie of such a name over https alone, for this host alone.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME, KNOWN_COOKIE_NAME = "__Host-session", "__Host-csrf", "__Host-known"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {} if DEVELOPMENT else {"()": "pcc_decisions.logs.JsonLines"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "lines"},
        "letters": {"class": "pcc_decisions.error_letters.ErrorLetters"},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "pcc.requests": {"level": "WARNING" if DEVELOPMENT else "INFO"},
        # The line of a refused request says what became of it; only what broke needs one more.
        "django.request": {"level": "ERROR", "handlers": ["letters"]},
        "django.security": {"level": "CRITICAL"},
    },
}
