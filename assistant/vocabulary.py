"""The words that planning and weighing know: small words, topics, synonyms. Data, no logic."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words that say nothing of what a question is about.
STOP = _words("""
    a about after again all also am an and any are as at away be because been before being between but by can
    cannot could did do does doing done during each ever every few for from further get gets give given go got
    had has have having he her here hers him whole entire his how i if in into is it its itself just kind know
    like list made make many may me might more most much must my no nor not now of off ok on once one only onto
    or other our out over own owns per please put said same say says shall she should show since so some still
    such take taken tell than that the their them then there these they thing things this those through to too
    under until up upon us very want was way we were what whatever when where whether which while who whom whose
    why will with within without would yes yet you your regarding concerning relation anything something exactly
    actually currently current happen happened happening explain describe summarise summarize find look
""")

# Words a question may use that papers often leave unsaid: evidence need not hold them.
OPTIONAL = _words("""
    two three four five six seven eight nine ten
    strategic people person persons number group board partnership meeting paper papers minutes document report
    update member members year quarter month period area borough local total main key new current latest recent
    most newest overall various many first last next previous committee council organisation agency agencies
    team service services record recorded discuss discussed mention mentioned think plan planned tell state
    stated find issue issues thing matter part use used held hold name named come came according worth rating
    see receive go run bring put help show include begin start end become cause against different particular
    related following available involved involve reason set way take taken
""")

# Words of titles, which written with a capital make no proper name.
TITLES = _words("""
    chair chairman strategy strategic police crime action actions plan priority minute item matters arising
    section
""")

# By kind of question, the words that ask rather than say what is asked about: evidence need not hold them either.
INTENT: dict[str, str] = {
    "owner": (
        "own owner responsible responsibility action outstanding open lead task assign ask due agree"
        " undertake charge supposed meant job update item person"
    ),
    "actions": (
        "log action outstanding open assign list all task item due owner own ask person need agree minute every"
        " each still any"
    ),
    "status": (
        "status progress yet still complete completed close closed finish outstanding latest position state"
        " update happen done provide provided receive received report outcome become action item"
    ),
    "figure": (
        "rag rating worth number figure total many much people person persons value amount count recorded"
        " record report reported there time times level average overall long often change changed compare higher lower"
        " money share large big"
    ),
    "list": (
        "do done activity activities list work undertake carry deliver delivered achieve achieved main key"
        " happen update progress report reported action all each organisation point current new latest"
        " include"
    ),
    "date": "date day time take place happen held hold meeting year month deadline schedule plan",
    "term": "stand mean meaning acronym abbreviation full short term",
    "role": "name person position hold held post current new who",
    "attendance": (
        "attend attended attendee present apology apologies absent meeting send sent people who member members receive"
    ),
    "decision": (
        "decide decided decision resolve resolved resolution agree agreed approve approved group board"
        " meeting take make"
    ),
    "place": "place venue location where hold held",
    "fact": "happen say said report about",
}

# Words of community safety and of meetings: a question that holds one is no general knowledge.
DOMAIN = """
    crime police policing safety partnership board council meeting minutes action strategy priority priorities
    burglary violence abuse domestic hate drug alcohol youth young offender offending probation fire housing
    ward community neighbourhood victim antisocial behaviour asb knife prevent extremism radicalisation
    safeguarding report agenda chair member members attendance quarter target referral referrals officer
    councillor committee panel group budget grant balance owner update decision resolved resident residents
    borough borough's cctv trading standards licensing fraud scam scams robbery theft weapons incident incidents
    arson gang gangs exploitation trafficking slavery stalking harassment fly tipping graffiti nuisance
"""

# Words with a capital that stand where a place would and are none.
NOT_PLACES = _words("""
    The This That Our Their Board Council Partnership Police Safer Community What Which Who When Neighbourhood
    Chair Mayor Bromley's Group Streets Schools Strategic Roads January February March April May June July
    August September October November December Fund Award Grant Bid Programme Project Scheme
""")

# Groups of words that papers use for one another. Phrases are written with a plus sign.
SYNONYMS = (
    "asb anti+social+behaviour antisocial+behaviour anti+social",
    "da domestic+abuse domestic+violence dv",
    "vawg violence+against+women+and+girls violence+against+women",
    "yos youth+offending+service youth+justice+service yjs",
    "youth young+people young+person child yp juvenile",
    "drug drugs substance+misuse substance",
    "chair chairman chairperson chairwoman chaired led",
    "councillor cllr",
    "csp community+safety+partnership",
    "police policing mps constabulary met",
    "fire fire+brigade lfb fire+service fire+and+rescue",
    "burglary burglaries break+in",
    "attend attended attendance attending attendees present",
    "cost price spend expenditure",
    "funding funded grant fund",
    "moped motorbike motorcycle motor+bike",
    "lead leads leading led",
    "next+meeting date+of+next+meeting",
    "probation crc nps",
    "housing housing+association",
    "fall drop decrease reduction decline reduce fell dropped",
    "balance stood",
    "account a+c",
    "reply replies response responses",
    "yearly annual annually",
    "rise increase growth grew rose",
    "buy bought purchase",
    "extremism prevent radicalisation terrorism",
)

# Verbs (and a noun) whose forms no stemmer brings together.
IRREGULAR: dict[str, str] = {
    "see": "saw seen", "give": "gave given", "take": "took taken", "hold": "held", "meet": "met", "lead": "led",
    "go": "went gone", "rise": "rose risen", "fall": "fell fallen", "grow": "grew grown", "buy": "bought",
    "seek": "sought", "bring": "brought", "tell": "told", "make": "made", "pay": "paid", "spend": "spent",
    "send": "sent", "begin": "began begun", "run": "ran", "win": "won", "write": "wrote written",
    "choose": "chose chosen", "speak": "spoke spoken", "find": "found", "keep": "kept", "set": "setting",
    "child": "children",
}  # fmt: skip
