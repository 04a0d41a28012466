"""Django's settings, made from the checked environment.

Belongs here: what Django and its apps read. Does not belong here: reading variables (environment.py), log
lines (logs.py).
"""

from __future__ import annotations

import logging

from django.conf.locale import LANG_INFO
from django.core.exceptions import ImproperlyConfigured

from sauro.config import policy
from sauro.config.database import django_database
from sauro.config.environment import SettingsError, read_environment
from sauro.config.language import LANGUAGES as SPOKEN
from sauro.config.language import LOCALE
from sauro.config.logs import LOGGING as LOGGING
from sauro.config.logs import configure as configure_logs
from sauro.config.secret import local_secret_key
from sauro.config.storage import evidence_storage

try:
    ENVIRONMENT = read_environment()
except SettingsError as wrong:
    raise ImproperlyConfigured(str(wrong)) from None

DATA = ENVIRONMENT.data
FILES_ROOT = DATA / "files"
DATA.mkdir(parents=True, exist_ok=True)

SECRET_KEY = ENVIRONMENT.secret_key or local_secret_key(DATA)
DEBUG = ENVIRONMENT.debug
DEMO = ENVIRONMENT.demo
ALLOWED_HOSTS = [*ENVIRONMENT.hosts, "127.0.0.1", "localhost", "[::1]"]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_structlog",
    "csp",
    # without "allauth" itself: that app holds nothing but the library's own templates, which must never appear
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "sauro.web",
    "sauro.audit",
    "sauro.jobs",
    "sauro.people",
    "sauro.deadlines",
    "sauro.files",
    "sauro.notices",
    "sauro.plans",
    "sauro.reporting",
    "sauro.demo",
    "sauro.config",
]

MIDDLEWARE = [
    "sauro.config.middleware.RequestLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "sauro.config.middleware.ResponseHeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "sauro.config.middleware.RequestSizeMiddleware",
    "sauro.config.middleware.OwnCookiesMiddleware",
    "sauro.config.middleware.OneStateMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "sauro.config.middleware.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "sauro.config.middleware.SessionAgeMiddleware",
    "sauro.config.middleware.StrangerSizeMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "sauro.people.access.middleware.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "sauro.config.urls"
WSGI_APPLICATION = "sauro.config.wsgi.application"
APPEND_SLASH = False
CSRF_FAILURE_VIEW = "sauro.config.views.csrf_failure"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "sauro.web.context.frame",
            ],
        },
    }
]

DATABASES = {"default": django_database(ENVIRONMENT.database, pool=ENVIRONMENT.database_pool)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["sauro.people.access.backend.SignInBackend"]
LOGIN_URL = "/dang-nhap"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/dang-nhap"
NAMES_OF_A_PERSON = ("email", "username", "name")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "sauro.people.access.passwords.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": "sauro.people.access.passwords.NotCommon"},
    {"NAME": "sauro.people.access.passwords.NotOnlyDigits"},
    {"NAME": "sauro.people.access.passwords.NotThePerson", "OPTIONS": {"user_attributes": NAMES_OF_A_PERSON}},
]
PASSWORD_RESET_TIMEOUT = 3600
SIGN_IN_NETWORK_FAILURES = 100
"""Failed sign-ins from one network address within 15 minutes: an office shares one, so the number is high."""
SECOND_FACTOR_REQUIRED = ENVIRONMENT.second_factor_required

# the accounts library: closed for sign-up, no limits of its own (they live in each process alone; ours are counted
# in the database), no addresses of its own (Account.email is the one place)
ACCOUNT_ADAPTER = "sauro.people.access.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email", "username"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_RATE_LIMITS = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGIN_TIMEOUT = 600
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
ACCOUNT_FORMS = {"user_token": "sauro.people.access.forms.ResetTokenForm"}
MFA_ADAPTER = "sauro.people.access.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODE_COUNT = 10
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_REAUTHENTICATION_REQUIRED = False
USERSESSIONS_TRACK_ACTIVITY = False

EMAIL_SERVER = ENVIRONMENT.email_server
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_SERVER else 'dummy'}.EmailBackend"
DEFAULT_FROM_EMAIL = ENVIRONMENT.email_from
if EMAIL_SERVER:
    EMAIL_HOST, EMAIL_PORT = EMAIL_SERVER.host, EMAIL_SERVER.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = EMAIL_SERVER.user, EMAIL_SERVER.password
    EMAIL_USE_TLS, EMAIL_USE_SSL = EMAIL_SERVER.tls, EMAIL_SERVER.ssl
EMAIL_TIMEOUT = 20
SITE_ROOT = ENVIRONMENT.site_root
WEBHOOK = ENVIRONMENT.webhook

LANGUAGE_CODE = SPOKEN[0]
LANGUAGES = [(code, LANG_INFO[code]["name_local"]) for code in SPOKEN]
LOCALE_PATHS = [LOCALE]
USE_I18N = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATIC_ROOT.mkdir(exist_ok=True)  # whitenoise warns of a missing folder, `sauro setup` fills it
STATICFILES_STORAGE_CLASS = {
    "manifest": "whitenoise.storage.CompressedManifestStaticFilesStorage",
    "plain": "django.contrib.staticfiles.storage.StaticFilesStorage",
}[ENVIRONMENT.static]
STORAGES = {
    # no room keeps uploads through Django's storage: evidence goes through the files room
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": STATICFILES_STORAGE_CLASS},
}
if ENVIRONMENT.s3_bucket:
    STORAGES["evidence"] = evidence_storage(ENVIRONMENT)
WHITENOISE_USE_FINDERS = ENVIRONMENT.static == "plain"
WHITENOISE_AUTOREFRESH = False
WHITENOISE_ALLOW_ALL_ORIGINS = False

CLAMAV = ENVIRONMENT.clamav
UPLOAD_BYTES = ENVIRONMENT.upload_mb * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "sauro.files.uploads.UnnamedFileUploadHandler",
]
STRANGER_BYTES = 64 * 1024

SECURE_COOKIES = ENVIRONMENT.served_by_https
SESSION_ENGINE = "sauro.people.access.session_store"
SESSION_COOKIE_NAME = "sauro_phien"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = SECURE_COOKIES
SESSION_COOKIE_AGE = ENVIRONMENT.idle_minutes * 60
SESSION_LONGEST_SECONDS = 12 * 3600
CSRF_COOKIE_NAME = "sauro_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = SECURE_COOKIES
LANGUAGE_COOKIE_NAME = "sauro_ngon_ngu"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = SECURE_COOKIES

CONTENT_SECURITY_POLICY = policy.CONTENT_SECURITY_POLICY
PERMISSIONS_POLICY = policy.PERMISSIONS_POLICY
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = ENVIRONMENT.served_by_https
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if ENVIRONMENT.served_by_https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = False
if ENVIRONMENT.trust_proxy:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGGING_CONFIG = "logging.config.dictConfig"
configure_logs(style=ENVIRONMENT.log, level=ENVIRONMENT.log_level, into=LOGGING)
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = logging.DEBUG
DJANGO_STRUCTLOG_TRUST_UPSTREAM_REQUEST_ID = ENVIRONMENT.trust_proxy
DJANGO_STRUCTLOG_TRUST_UPSTREAM_CORRELATION_ID = False
