"""Whether what a statement says agrees with an action that it names by its minute or by a label."""

from index.register.said import Said
from index.register.text import fold
from index.register.threads import Thread, Threads
from index.register.wording import Wording, significant, wording

_SOME = 0.2  # share of the rarer words of the shorter of two texts


def owners_named(said: Said) -> set[str]:
    """Return whom a statement names as owners, folded."""
    named = {fold(word) for owner in said.owners for word in (owner.name, owner.stated) if owner.kind != "everyone"}
    return named - {""}


def same_owner(said: Said, thread: Thread) -> bool:
    """Tell whether a statement names an owner whom a certain statement of an action names."""
    names = owners_named(said)
    return bool(names) and any(names & owners_named(other) for other in thread.sure)


def headings(thread: Thread) -> Wording:
    """Return the words of the headings that an action stands under."""
    return wording(" ".join(dict.fromkeys(getattr(said.record, "heading", "") for said in thread.sure)))


def words_agree(words: Wording, thread: Thread, threads: Threads) -> bool:
    """Tell whether words speak of what an action, or the heading it stands under, speaks of; so do words of none."""
    own = significant(words)
    if not own:
        return True
    for other in (*thread.wordings, headings(thread)):
        less = min(threads.wordings.weight(own), threads.wordings.weight(significant(other)))
        shared = threads.wordings.weight(own & other.stems)
        if shared and shared >= _SOME * less:
            return True
    return False


def labelled(words: Wording, thread: Thread) -> bool:
    """Tell whether all significant words of a label stand in one of an action's wordings or its heading."""
    own = significant(words)
    return bool(own) and any(own <= other.stems for other in (*thread.wordings, headings(thread)))
