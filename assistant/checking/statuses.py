"""The words of status and direction that turn a meaning round, by class. Data, no logic."""

# Each class by name: the words that carry it (phrases with a plus sign), and the class it may not be taken for.
CLASSES: dict[str, tuple[str, str]] = {
    "done": (
        "complete completed completes completion closed discharged finished finalised concluded done"
        " implemented delivered achieved fulfilled published issued circulated provided submitted signed+off",
        "open",
    ),
    "open": (
        "is+open are+open be+open was+open were+open still+open remain+open remains+open status+open open+action"
        " open+actions open+items left+open kept+open outstanding ongoing awaiting awaits awaited pending incomplete"
        " overdue underway under+way in+progress unresolved remain+to remains+to to+be yet+to not+yet carried+forward",
        "done",
    ),
    "agreed": (
        "agreed agree agrees approved approve approval adopted accepted endorsed resolved ratified decided agreement"
        " recommended confirmed signed+off",
        "refused",
    ),
    "refused": (
        "rejected reject refused declined deferred postponed withdrawn dismissed opposed turned+down",
        "agreed",
    ),
    "rise": (
        "rise rose risen rises rising increase increased increases increasing grew grown growth grow climbed doubled"
        " upward went+up gone+up going+up up+from up+by up+on up+to",
        "fall less",
    ),
    "more": ("more higher additional extra greater", "less fall"),
    "fall": (
        "fall fell fallen falls falling decrease decreased decreases decreasing decline declining reduced reduction"
        " reductions reduce reducing reduces dropped drop downward halved went+down gone+down going+down down+from"
        " down+by down+on down+to",
        "rise more",
    ),
    "less": ("fewer less lower", "more rise"),
    "above": ("above over exceeding exceeded exceeds beyond more+than", "below"),
    "below": ("below under beneath less+than fewer+than short+of", "above"),
    "met": ("met achieved hit reached", "missed"),
    "missed": ("missed not+met not+achieved failed+to+meet fell+short short+of not+reached", "met"),
    "first": ("first earliest initial", "last"),
    "last": ("last final latest", "first"),
    "before": ("before prior earlier preceding until", "after"),
    "after": ("after following later afterwards subsequent subsequently since", "before"),
    "vice": ("vice deputy", ""),
    "highest": ("highest most largest greatest biggest maximum best top", "lowest"),
    "lowest": ("lowest least smallest fewest minimum worst bottom", "highest"),
    "start": (
        "start started starts began begun begin begins launched launch commenced opened opening introduced",
        "end",
    ),
    "end": ("ended ends end ceased stopped terminated expired finished concluded withdrew", "start"),
    "success": ("successful success successfully succeeded won", "failure"),
    "failure": ("unsuccessful failure failed fails unsuccessfully", "success"),
    "better": ("improve improved improves improving improvement improvements better strengthen strengthened", "worse"),
    "worse": (
        "worsen worsened worsens worsening worse deteriorated deteriorate deterioration weaken weakened",
        "better",
    ),
    "majority": ("majority", "minority"),
    "minority": ("minority", "majority"),
    "red": ("red", ""),
    "amber": ("amber", ""),
    "green": ("green", ""),
    "all": ("all every each whole everyone entire", "partly"),
    "both": ("both", "partly"),
    "partly": ("1+of only+1 some+of part+of partly partially partial", ""),
    "allowed": ("allow allowed allows allowing permit permitted permits", "forbidden"),
    "forbidden": ("forbidden forbid ban banned banning bans prohibit prohibited prohibits", "allowed"),
    "always": ("always", ""),
    "positive": ("positive support supported supportive favour favourable welcomed in+favour", "negative"),
    "negative": ("negative against unfavourable opposed opposition concern concerns concerned", "positive"),
    "join": ("joined appointed elected joining", "leave"),
    "leave": ("left leaving resigned retired departed", "join"),
    "include": ("including include includes included", "exclude"),
    "exclude": ("excluding exclude excludes excluded except", "include"),
}
LOOSE = frozenset(
    """more less above below before after positive negative include end join open met both first last start done
    partly allowed""".split()
)
"""Classes whose words have other senses: where the evidence has neither side, the words alone decide."""

SAME = {"rise": ("more",), "more": ("rise",), "fall": ("less",), "less": ("fall",), "both": ("all",)}
"""Classes that carry one another."""

PERFORMED = frozenset(
    """closed approved noted adopted agreed accepted endorsed elected appointed confirmed received welcomed discharged
    deferred rejected re-elected ratified""".split()
)
"""What a meeting does by resolving that it be done."""
