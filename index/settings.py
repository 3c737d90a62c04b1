"""Where the library lives and which model embeds: from PARTNERSHIP_* and partnership.toml in the data folder."""

from pathlib import Path
from typing import Any

import platformdirs
from pydantic import Field
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

KEYS = frozenset(
    "home embedding_model seconds_per_file "
    "answers llm_url llm_model llm_key llm_context llm_seconds".split()  # read by assistant/writing
)
"""What partnership.toml may hold: each part of the program reads its own keys and refuses those that no part knows."""


def _default_home() -> Path:
    return Path(platformdirs.user_data_dir("partnership", appauthor=False))


class FolderSettings(BaseSettings):
    """Settings from what is given in code, else PARTNERSHIP_*, else partnership.toml in `home`, the data folder."""

    model_config = SettingsConfigDict(env_prefix="PARTNERSHIP_", extra="forbid")

    home: Path = Field(default_factory=_default_home)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What is given in code wins over the environment, and that over the file."""
        given = {**env_settings(), **init_settings()}
        folder = Path(given.get("home") or _default_home()).expanduser()
        return init_settings, env_settings, _SharedFile(settings_cls, folder / "partnership.toml")


class _SharedFile(TomlConfigSettingsSource):
    """The file without the keys that another part of the program reads."""

    def __call__(self) -> dict[str, Any]:
        others = KEYS - self.settings_cls.model_fields.keys()
        return {key: value for key, value in super().__call__().items() if key not in others}


class IndexSettings(FolderSettings):
    """`home` is the data folder; `embedding_model` is "all-MiniLM-L6-v2" or the path or name of another."""

    embedding_model: str = "all-MiniLM-L6-v2"
    seconds_per_file: int = Field(default=120, ge=1, le=3600)
