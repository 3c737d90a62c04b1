"""The words that tell a count from other numbers: what stands before and behind it, and which words are verbs."""

import re

_SMALL = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen".split()
)
ONES = {word: n for n, word in enumerate([*_SMALL, "eighteen", "nineteen"], 2)} | {"one": 1}
TENS = {word: n * 10 for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_DIGIT = "|".join([*_SMALL[:8], "one"])
_ALONE = "|".join(word for word in ONES if word != "one")
SPELT = rf"(?:(?:{'|'.join(TENS)})(?:-(?:{_DIGIT}))?|{_ALONE})\b"
_FIGURE = r"£?\d{1,3}(?:,\d{3})+(?:\.\d+)?|£?\d+(?:\.\d+)?"
_SCALE = r"(?:\s?(?:million|thousand|billion|bn\b|m\b|k\b))?%?"
_RANGE = r"(?:\s?[-–]\s?\d[\d,]*(?:\.\d+)?%?)?"
_ABOUT = (
    r"(?:just |well )?(?:over|under)|around|about|approximately|approx\.?|more than|less than|fewer than|nearly|almost"
    r"|some|circa|an estimated|in the region of|up to"
)
NUM = re.compile(
    rf"(?<!\w)(?=[\d£a-z])(?:(?<!handed )(?<!taken )(?<!took )(?<!turned )(?P<about>{_ABOUT})\s+)?"
    rf"(?P<num>(?<![\w.,/£-])(?:{_FIGURE}){_SCALE}{_RANGE}(?![\d/]|,\d|\.\d|:\d)|\b{SPELT})",
    re.I,
)
"""A number in running text, with the words that make it a rough one."""


def _any(words: str) -> str:
    return "|".join(words.split())


_LABELS = _any(
    """item minutes? page pages section para paragraph table figure fig appendix nos? number ward room years? yrs?
    aged? tier level priority phase tranche round stage act operation class group step part band category
    version form annex quarter week day grade type schedule regulation rule article clause edition volume
    chapter unit zone sector line route bus flat objective commitment principle question recommendation action
    stars? junction area meeting report option test module theme box house"""
)
_DEFINITE = _any(
    """next last past previous first within every between before after since until from than the these those all both
    other its their our his her any each remaining same final further additional least per against target of
    or to v vs x key"""
)
NO_COUNT = re.compile(rf"(?:\b(?:{_LABELS}|{_DEFINITE})|\d\s+and|[-–/.#&]|(?-i:\b[A-Z]{{1,3}}))\s*$", re.I)
"""What stands before a number that counts nothing: a label, or words for things already spoken of."""

_TIMES = _any(
    """st nd rd th am pm years? months? weeks? days? hours? hrs? minutes? mins? o'clock noon quarters? terms? times?
    jan\\w* feb\\w* mar march apr\\w* may june? july? aug\\w* sep\\w* oct\\w* nov\\w* dec\\w*"""
)
_PIECES = _any(
    """working fold of more other others further points? options? reasons? ways? things? areas? parts? sections?
    types? main key different distinct separate priorit\\w+ themes? objectives? aims? principles commitments?
    steps? stages? phases? per miles? km metres? lots? items? aspects? issues? questions? concerns?"""
)
NO_NOUN = re.compile(rf"\s*(?:{_TIMES}|{_PIECES})\b|-", re.I)
"""What stands behind a number that counts nothing worth a measure: times, and the parts of a text."""

UNIT = re.compile(r"\s?(kg|tonnes?|m2|m²|litres?|acres?|hectares?)\s+of\s+", re.I)
AUXILIARY = frozenset("was were is are be been being has have had will would can could do does did".split())
STOP = AUXILIARY | frozenset(
    """how what why and or but that which who whom whose
    while when where as because since after before during until against than
    including so if to such via not also then now only already still there this these those a an the his her
    their its our it they he she we across into between through per within throughout following due resulting
    plus each both over up down out last next""".split()
)
LINKS = frozenset("of about with for under in from on at by without".split())
PLURALS = frozenset("people staff children women men personnel police youths graffiti waste crime aircraft".split())
_NOT_PAST = frozenset("need seed speed feed hundred breed exceed proceed indeed shed bed red".split())
_PARTICIPLES = """gave:given held:held made:made took:taken saw:seen heard:heard found:found sent:sent met:met
    sold:sold ran:run won:won lost:lost brought:brought bought:bought built:built spoke:spoken
    led:led got:got left:left dealt:dealt spent:spent taken:taken given:given seen:seen
    stolen:stolen shown:shown set:set put:put undertook:undertaken undertaken:undertaken had:"""
_IRREGULAR = dict(pair.split(":") for pair in _PARTICIPLES.split())
SAYING = frozenset(
    "reported noted stated said highlighted advised mentioned needed included expected used set put".split()
)
"""Verbs that do nothing to what is counted behind them."""


def past(word: str) -> str:
    """Return the participle of a verb in the past ("gave": "given"), "" where the word is none."""
    lower = word.lower()
    if lower in _IRREGULAR:
        return _IRREGULAR[lower]
    return lower if lower.endswith("ed") and len(lower) > 4 and lower not in _NOT_PAST else ""
