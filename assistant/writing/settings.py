"""Which language model may write, and whether it does: from PARTNERSHIP_* and partnership.toml in the data folder."""

import ipaddress
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import SettingsConfigDict

from index.settings import FolderSettings

_EXAMPLE = "write an address such as http://127.0.0.1:11434/v1"


class WritingSettings(FolderSettings):
    """`llm_url` is the address of an OpenAI-compatible service: "" (the default) means that there is none.

    `llm_model` may stay empty where the service has one model only. `llm_context` is what prompts are fitted to, in
    tokens, where the service does not say; set, it wins. `llm_seconds` is what a whole answer may take. `answers` says
    whether answers are made of the papers' own words or written by the model.
    """

    model_config = SettingsConfigDict(hide_input_in_errors=True)  # the key would stand in the error

    llm_url: str = ""
    llm_model: str = ""
    llm_key: SecretStr = SecretStr("")
    llm_context: int = Field(default=4096, ge=512, le=10_000_000)
    llm_seconds: int = Field(default=120, ge=1, le=3600)
    answers: Literal["selected", "written"] = "selected"

    @property
    def configured(self) -> bool:
        """Tell whether there is a language model to ask."""
        return bool(self.llm_url)

    @property
    def host(self) -> str:
        """The service's host, with its port where one is given; without anything secret."""
        return urlsplit(self.llm_url).netloc

    @property
    def context_set(self) -> bool:
        """Tell whether somebody has said how much the model reads at once."""
        return "llm_context" in self.model_fields_set

    @property
    def leaves_machine(self) -> bool:
        """Tell whether what is sent to the model leaves this computer."""
        return self.configured and not _is_here(urlsplit(self.llm_url).hostname or "")

    @field_validator("llm_url")
    @classmethod
    def _address(cls, given: str) -> str:
        """Return the base address; "/v1" is put after a host that stands alone, as every such service has it there."""
        url = given.strip().rstrip("/").removesuffix("/chat/completions")
        if not url:
            return ""
        try:
            parts = urlsplit(url)
            host, _ = parts.hostname, parts.port
        except ValueError as error:
            raise PydanticCustomError("llm_url", f"the address is malformed; {_EXAMPLE}") from error
        if parts.scheme not in ("http", "https"):
            raise PydanticCustomError("llm_url", f"the address must begin with http:// or https://; {_EXAMPLE}")
        if not host or any(c.isspace() or not c.isprintable() for c in url):
            raise PydanticCustomError("llm_url", f"the address has no host, or spaces in it; {_EXAMPLE}")
        if "@" in parts.netloc:
            raise PydanticCustomError("llm_url", "the address must hold no user or password; set llm_key for a key")
        if parts.query or parts.fragment:
            raise PydanticCustomError("llm_url", f"the address must end before ? and #; {_EXAMPLE}")
        return url if parts.path else f"{url}/v1"

    @field_validator("llm_model")
    @classmethod
    def _model(cls, given: str) -> str:
        return given.strip()

    @field_validator("llm_key")
    @classmethod
    def _key(cls, given: SecretStr) -> SecretStr:
        key = given.get_secret_value().strip()
        if not key.isascii() or not all(c.isprintable() and c != " " for c in key):
            raise PydanticCustomError("llm_key", "the key holds spaces or letters that no key has; copy it again")
        return SecretStr(key)


def _is_here(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    plain = getattr(address, "ipv4_mapped", None) or address
    return plain.is_loopback or plain.is_unspecified
