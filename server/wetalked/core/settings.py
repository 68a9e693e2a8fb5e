"""The settings, read from the environment once, each checked with a sentence of its own."""

import re
from collections.abc import Callable, Mapping
from email.headerregistry import Address
from email.utils import parseaddr
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import msgspec

from wetalked.core.hosts import is_loopback
from wetalked.core.network_settings import WrongSetting, read_bind, read_hosts, read_proxies

STARTTLS = ("required", "if-offered", "never")
SMTP_PORT, SMTPS_PORT = 587, 465
SECRET_LENGTH = 32


class SmtpServer(msgspec.Struct, frozen=True):
    """Where mail is handed over."""

    host: str
    port: int
    user: str | None
    password: str | None
    tls: bool
    starttls: str


class Settings(msgspec.Struct, frozen=True):
    """All settings with their values as the code uses them."""

    database: str
    base_url: str
    mail_folder: str | None
    mail_server: SmtpServer | None
    mail_from: str
    mail_from_sign_in: str
    mail_per_minute: int | None
    secret: str | None
    bind: tuple[str, int]
    trusted_proxies: tuple[str, ...]
    shop_hosts: tuple[str, ...]
    metrics_token: str | None
    log: str

    @property
    def secure(self) -> bool:
        """Whether people reach the server by https."""
        return self.base_url.startswith("https://")


def read_settings(environment: Mapping[str, str]) -> Settings:
    """The settings of this environment; `WrongSetting` for the first that is not as it must be."""
    values = {name: environment.get(f"WETALKED_{name}", "").strip() for name in VARIABLES}

    def get(name: str, default: str, read: Callable[[str, str], Any]) -> Any:
        return read(f"WETALKED_{name}", values[name] or default)

    mail_from = get("MAIL_FROM", "wetalked <no-reply@localhost>", read_sender)
    bind_text = values["BIND"] or "127.0.0.1:8000"
    bind = get("BIND", bind_text, read_bind)
    folder, server = get("MAIL", "file:outbox", read_mail)
    return Settings(
        database=get("DATABASE", "sqlite:///wetalked.db", read_database),
        base_url=get("BASE_URL", f"http://{bind_text}", read_base_url),
        mail_folder=folder,
        mail_server=server,
        mail_from=mail_from,
        mail_from_sign_in=get("MAIL_FROM_SIGN_IN", mail_from, read_sender),
        mail_per_minute=get("MAIL_PER_MINUTE", "", read_rate),
        secret=get("SECRET", "", read_secret) if "WETALKED_SECRET" in environment else None,
        bind=bind,
        trusted_proxies=get("TRUSTED_PROXIES", "", read_proxies),
        shop_hosts=get("SHOP_HOSTS", "", read_hosts),
        metrics_token=get("METRICS_TOKEN", "", read_metrics_token),
        log=get("LOG", "text", one_of("text", "json")),
    )


def read_database(variable: str, text: str) -> str:
    """A database URL as `open_database` takes it."""
    sqlite = re.fullmatch(r"sqlite:///(.+)", text)
    postgres = re.fullmatch(r"(postgresql|postgres)://\S+", text)
    if not sqlite and not (postgres and len(urlsplit(text).path) > 1):
        raise WrongSetting(
            variable, text, "sqlite:///FILE, sqlite:////ABSOLUTE/FILE or postgresql://USER@HOST/DB"
        )
    return text


def read_base_url(variable: str, text: str) -> str:
    """`http(s)://HOST[:PORT][/PATH]` without a slash at the end."""
    accepted = "http://HOST, https://HOST or one of them with a port and a path"
    try:
        parts = urlsplit(text)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError as fault:
        raise WrongSetting(variable, text, accepted) from fault
    if not usable or parts.query or parts.fragment or parts.username or re.search(r"\s", text):
        raise WrongSetting(variable, text, accepted)
    return text.rstrip("/")


def read_mail(variable: str, text: str) -> tuple[str | None, SmtpServer | None]:
    """Either a folder or a mail server."""
    if text.startswith("file:") and len(text) > len("file:"):
        return text.removeprefix("file:"), None
    accepted = (
        "file:DIR, smtp://[USER:PASSWORD@]HOST[:PORT] or smtps://…, "
        "with ?starttls=required, if-offered or never"
    )
    try:
        parts = urlsplit(text)
        port = parts.port
        query = parse_qs(parts.query, strict_parsing=bool(parts.query))
    except ValueError as fault:
        raise WrongSetting(variable, text, accepted) from fault
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname or set(query) - {"starttls"}:
        raise WrongSetting(variable, text, accepted)
    tls = parts.scheme == "smtps"
    default = "if-offered" if is_loopback(parts.hostname) else "required"
    starttls = "never" if tls else query.get("starttls", [default])[-1]
    if starttls not in STARTTLS:
        raise WrongSetting(variable, text, accepted)
    user, password = parts.username, parts.password
    return None, SmtpServer(
        host=parts.hostname,
        port=port or (SMTPS_PORT if tls else SMTP_PORT),
        user=unquote(user) if user else None,
        password=unquote(password) if password else None,
        tls=tls,
        starttls=starttls,
    )


def read_sender(variable: str, text: str) -> str:
    """`NAME <ADDRESS>` or a bare address, as a `From` header takes it."""
    name, address = parseaddr(text)
    accepted = "an address, or NAME <ADDRESS>"
    if mark := unquoted_mark(text):
        accepted += f'; a name with {mark} in it in quotation marks: "NAME" <ADDRESS>'
    one = "<" in text or text.strip() == address
    one = one and not re.search(r"[\r\n]", text)
    if mark or not one or not re.fullmatch(r"[^@\s<>]+@[^@\s<>]+", address):
        raise WrongSetting(variable, text, accepted)
    try:
        return str(Address(display_name=name, addr_spec=address))
    except (ValueError, IndexError) as fault:
        raise WrongSetting(variable, text, accepted) from fault


def unquoted_mark(text: str) -> str | None:
    """What in a sender's name means something else there unless it is quoted (RFC 5322), if any."""
    name = text.rpartition("<")[0].strip()
    bare = re.sub(r'^"([^"\\]|\\.)*"$', "", name)
    found = re.search(r'[,;:()\[\]@"\\]', bare)
    return found[0] if found else None


def read_rate(variable: str, text: str) -> int | None:
    """Mails a minute, or nothing for no limit."""
    if not text:
        return None
    if not re.fullmatch(r"[1-9][0-9]{0,6}", text):
        raise WrongSetting(variable, text, "a whole number from 1 on, or nothing for no limit")
    return int(text)


def read_secret(variable: str, text: str) -> str:
    """At least 32 characters; where the variable is not set, one is made at the first start."""
    if len(text) < SECRET_LENGTH:
        accepted = f"{SECRET_LENGTH} characters or more; without the variable, one is made and kept"
        raise WrongSetting(variable, "*" * len(text), accepted)
    return text


def read_metrics_token(variable: str, text: str) -> str | None:
    """A bearer token (RFC 6750, section 2.1), or nothing."""
    if text and not re.fullmatch(r"[A-Za-z0-9._~+/-]{8,200}=*", text):
        accepted = "8 to 200 of A-Z, a-z, 0-9 and . _ ~ + / -, or nothing"
        raise WrongSetting(variable, "*" * len(text), accepted)
    return text or None


def one_of(*words: str) -> Callable[[str, str], str]:
    """A reader that takes one of these words."""

    def read(variable: str, text: str) -> str:
        if text not in words:
            raise WrongSetting(variable, text, " or ".join(words))
        return text

    return read


# What each is for, as the documentation and `wetalked check` say it.
VARIABLES: dict[str, str] = {
    "DATABASE": "where everything is kept",
    "BASE_URL": "what badges and mails point to",
    "MAIL": "the folder or the mail server that mails go to",
    "MAIL_FROM": "sender of follow-ups, reminders and invitations",
    "MAIL_FROM_SIGN_IN": "sender of sign-in codes",
    "MAIL_PER_MINUTE": "how many mails the provider allows",
    "SECRET": "what codes and links are derived from",
    "BIND": "the address to listen on",
    "TRUSTED_PROXIES": "whose X-Forwarded headers are believed",
    "SHOP_HOSTS": "ticket shops that are not on the public internet",
    "METRICS_TOKEN": "the bearer token that opens /metrics from elsewhere",
    "LOG": "text or json",
}
