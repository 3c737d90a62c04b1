"""What a language model's service says of itself: its models, and how much they read at once."""

from dataclasses import dataclass
from typing import Any

import httpx

from assistant.writing.settings import WritingSettings

_LENGTHS = ("max_model_len", "context_length", "context_window", "max_context_length")


@dataclass(frozen=True, slots=True)
class Told:
    """`models` in the service's order; `context` is how many tokens the model reads, None where it does not say."""

    models: tuple[str, ...]
    context: int | None


def told(client: httpx.Client, settings: WritingSettings) -> Told:
    """Ask the service. Raises httpx errors where it cannot be reached; what it does not offer is left out."""
    listed = _rows(_get(client, f"{settings.llm_url}/models"), "data")
    models = tuple(str(row["id"]) for row in listed if row.get("id"))
    model = settings.llm_model or (models[0] if len(models) == 1 else "")
    own = [row for row in listed if row.get("id") == model]
    context = _length(own[0], *_LENGTHS) if own else None
    root = settings.llm_url.removesuffix("/v1")
    if context is None:  # llama.cpp says what it was started with
        props = _get(client, f"{root}/props").get("default_generation_settings")
        context = _length(props, "n_ctx") if isinstance(props, dict) else None
    if context is None:  # Ollama says it of models that are loaded
        loaded = [
            row
            for row in _rows(_get(client, f"{root}/api/ps"), "models")
            if model in (row.get("name"), row.get("model"))
        ]
        context = _length(loaded[0], "context_length") if loaded else None
    return Told(models, context)


def _get(client: httpx.Client, address: str) -> dict[str, Any]:
    response = client.get(address)
    if not response.is_success:
        return {}
    try:
        found = response.json()
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _rows(found: dict[str, Any], key: str) -> list[dict[str, Any]]:
    rows = found.get(key)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _length(found: dict[str, Any], *keys: str) -> int | None:
    for key in keys:
        value = found.get(key)
        if isinstance(value, int) and 256 <= value <= 10_000_000:
            return value
    return None
