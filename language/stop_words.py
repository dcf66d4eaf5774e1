"""Stop words: the words that say little by themselves, in sets named for what each is asked.

`FUNCTION_WORDS` is what all agree on: articles, prepositions, pronouns, auxiliaries and the commonest adverbs. Each
purpose adds what it needs, with its reason, or takes only the parts that it can do without. English is in lower case.
"""

ARTICLES = frozenset(("a", "an", "the"))
# join the words of a name or term, and stand in no acronym of it
LINKING_WORDS = frozenset("and or of for on to in with by at from".split())  # noqa: SIM905
_TO_BE = frozenset("is are was were be been being".split())  # noqa: SIM905

FUNCTION_WORDS = frozenset(
    """
    but as it its this that these those he she they them him her his their i you we us our your my me not no do does
    did have has had will would can could may might shall should must so than then there here what which who whom
    whose when where how if into out up down over about after before all any some such only also very just more most
    other
    """.split()  # noqa: SIM905
).union(ARTICLES, LINKING_WORDS, _TO_BE)

# What a sentence may lack in the other language without a loss: "one" is a pronoun more often than a number.
WITHOUT_CONTENT = FUNCTION_WORDS | {"one"}

# What a rendering may lack and still be said: only words of grammar, for "no one" and "other" are of the contents.
OPTIONAL_IN_RENDERINGS = ARTICLES | LINKING_WORDS | _TO_BE | {"as", "into", "its", "their", "that"}

# What stands in the middle of a term but neither begins nor ends it; "against" for Convention against Torture.
INSIDE_TERMS = LINKING_WORDS | {"against"}

# What titles write small and acronyms leave out.
SMALL_IN_TITLES = ARTICLES | INSIDE_TERMS | {"all", "as", "its", "their"}

# What no term holds: besides the function words those that tie the clauses of UN prose and its references.
OUTSIDE_TERMS = (
    FUNCTION_WORDS.union(
        """
        each every both either neither none another same several own many much few less least
        above across against along amongst among around behind below between beyond despite during near off onto per
        regarding concerning including respectively through throughout till toward towards under unlike until upon via
        within without since
        although because nor now though thus unless whereas whether while why yet still even
        am doing done having
        already additionally especially further furthermore hence however moreover nevertheless often particularly
        therefore too well like
        alia et al ibid see para paras its'
        """.split()  # noqa: SIM905
    )
    - INSIDE_TERMS
)

# What no sentence ends with: it was cut off.
NEVER_LAST = ARTICLES.union("and or of its their his her our whose which including than into per".split())  # noqa: SIM905

# 和: two things joined are more often two terms than one.
CHINESE_AND = frozenset("和与及或")
# What makes a phrase a clause: aspect, copula, preposition of place or object.
CHINESE_CLAUSE_WORDS = frozenset("了是在将")
# Adverbs with which a term may begin: 最不发达国家, 非政府组织.
CHINESE_PREFIXES = frozenset("最不非无未反")
