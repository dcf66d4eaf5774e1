"""Whether a text denies something: 不得 and "shall not"; and whether it has any word at all that could be said so.

A denial may be rendered without a "not": 不可剥夺 is "inalienable", 未能 "fails to". So what denies in one
language asks only that the other has something of the kind. Three of 2,900 pairs, official ones and those of genuine
documents, fail it.
"""

import re

from . import Language

# what is half a word or says something else is left out: 不得不, 不可或缺, 未来, not only, no later
_ZH_DENIES = re.compile(
    r"(?<![得差毫必])不(?:得(?![不已])|应(?![有得])|能(?!够)|可(?![避缺少或抗靠思知预分剥持想再磨调动没])"
    r"|会|须|要(?!紧|说)|同意|[允承适需存构包属具打接予受是将必代影对符准参涉视拥享])"
    r"|没有|未(?![遂成来及清缴婚必尝感在并免])|无[法权须需]"
)
_EN_DENIES = re.compile(
    r"\b(?:no(?=\s[a-z])(?! (?:later|sooner|longer than|doubt|matter)\b)"
    r"|not(?! (?:only|just|merely|solely|simply|least|limited|necessarily|yet|until))|never|cannot)\b|n[’']t\b",
    re.IGNORECASE,
)
_ZH_ANY = re.compile(
    r"不(?![仅断同少久论管良])|没|无(?!论)|無|(?<!从)未(?!来)|非(?!洲|常|政府)|否|勿|莫|别(?!国)|禁|缺|拒|避|免|难(?!民)|尚|仍|失|反|只|仅|止|阻|除"
)
_EN_ANY = re.compile(
    r"""\b(?:no|not|none|nor|neither|never|without|cannot|nothing|nobody|nowhere|non|
    un(?!der|i[a-z]|til\b|to\b)[a-z]+|
    in(?:[a-z]+(?:able|ible|ably|ibly|bility)|a(?:dequa|ppropri|ction|ccura|bil)[a-z]*|
      (?:action|suffic|compl|consist|correct|defin|effect|effic|equal|equit|formal|human|just|secur|toler|valid|visib|
         volunt|stab|different|coher|frequen|signific|solven)[a-z]*)|
    im(?:poss|prop|mun|pun|perf|parti|pract|mat|mob|bal|perm|prec)[a-z]*|il(?:leg|lic|lit|log)[a-z]*|
    ir(?:reg|resp|rev|rel|rem|rep|rat)[a-z]*|
    dis(?:agr|appr|con|crim|hon|inte|lik|loc|ob|ord|pos|prop|qual|reg|resp|sat|tru|adv|abl|app|all|av|cl)[a-z]*|
    [a-z]+less|[a-z]+-free|lack[a-z]*|absen[a-z]*|fail[a-z]*|refus[a-z]*|prohib[a-z]*|forb[a-z]*|prevent[a-z]*|
    avoid[a-z]*|den(?:y|ie)[a-z]*|denial[a-z]*|refrain[a-z]*|reject[a-z]*|oppos[a-z]*|exclu[a-z]*|except[a-z]*|exempt[a-z]*|
    preclu[a-z]*|disput[a-z]*|rather|other\ than|otherwise|instead|free\ (?:of|from)|few[a-z]*|little|hardly|scarcely|
    barely|rarely|seldom|too|only|until|unless|difficult[a-z]*|beyond|short[a-z]*|miss(?:ed|ing)|
    doubt[a-z]*|yet|ignor[a-z]*|wrong[a-z]*|g[ia]ve\ up|stop[a-z]*|far\ from|regardless)\b|n[’']t\b""",
    re.IGNORECASE | re.VERBOSE,
)


def denies(text: str, language: Language) -> bool:
    """Whether a text says in so many words that something is not, or may not be."""
    return bool((_ZH_DENIES if language == "zh" else _EN_DENIES).search(text))


def may_deny(text: str, language: Language) -> bool:
    """Whether a text has any word by which a denial of the other language may be rendered."""
    return bool((_ZH_ANY if language == "zh" else _EN_ANY).search(text))
