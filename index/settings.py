"""Where the library lives and which model embeds: from PARTNERSHIP_* and partnership.toml in the data folder."""

from pathlib import Path

import platformdirs
from pydantic import Field
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource


def _default_home() -> Path:
    return Path(platformdirs.user_data_dir("partnership", appauthor=False))


class IndexSettings(BaseSettings):
    """`home` is the data folder; `embedding_model` is "all-MiniLM-L6-v2" or the path or name of another."""

    model_config = SettingsConfigDict(env_prefix="PARTNERSHIP_", extra="forbid")

    home: Path = Field(default_factory=_default_home)
    embedding_model: str = "all-MiniLM-L6-v2"
    seconds_per_file: int = Field(default=120, ge=1, le=3600)

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
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, folder / "partnership.toml")
