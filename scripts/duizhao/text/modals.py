"""Verbal forms of provisions in both languages: what is required, recommended, permitted, possible.

Sources: GB/T 1.1—2020, annex C (应/不应, 宜/不宜, 可/不必, 能/不能, 可能/不可能 and the expressions equal to them);
ISO/IEC Directives, Part 2, clause 7 (shall, should, may, can, must).

Some expressions stand for one of these in everyday language only, or for other things too ("需要", "needs to", "要").
They are not ``firm``: they answer a verbal form of the other language, and nobody asks that they be answered.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from duizhao.model import Language
from duizhao.text.chars import HAN

Sense = Literal["requirement", "recommendation", "permission", "exemption", "capability", "possibility"]
Polarity = Literal["yes", "no", "either"]


@dataclass(frozen=True, slots=True)
class Modal:
    """A verbal form at a place of a text: what it may mean; whether it is negated, if that can be told."""

    start: int
    word: str
    senses: frozenset[Sense]
    polarity: Polarity = "yes"
    firm: bool = True

    def answers(self, other: Modal) -> bool:
        """Whether the two may say the same."""
        return bool(self.senses & other.senses) and self.agrees(other)

    def agrees(self, other: Modal) -> bool:
        """Whether neither is negated, or both, as far as that can be told."""
        return "either" in (self.polarity, other.polarity) or self.polarity == other.polarity


def find(text: str, language: Language) -> tuple[Modal, ...]:
    """The verbal forms of a text, in order."""
    if language == "zh":
        return tuple(_chinese(text, match) for match in _ZH.finditer(text))
    return tuple(_english(text, match) for match in _EN.finditer(text))


def _senses(words: str) -> frozenset[Sense]:
    names: dict[str, Sense] = {
        "req": "requirement", "rec": "recommendation", "per": "permission", "exe": "exemption", "cap": "capability",
        "pos": "possibility",
    }  # fmt: skip
    return frozenset(names[word] for word in words.split())


@dataclass(frozen=True, slots=True)
class _Form:
    """How a form is written, and what it means. ``polarity`` "": as the words round it say."""

    pattern: str
    senses: str
    polarity: Polarity | Literal[""] = ""
    firm: bool = True


# What before 应 makes a word with it (供应, 反应, 适应, 响应), unless it ends another word (提供, 影响, 绩效, 核对).
_NOT_JOINED = (
    r"(?<![反适相感呼顺])(?<!(?<!提)供)(?<!(?<!影)响)(?<!(?<![绩有失成时见生])效)"
    r"(?<!(?<![核校比面])对)(?<!(?<![收召撤驳退返])回)"
)
# What behind 应 makes a word with it (应用, 应急, 应答), unless it begins another (答复, 允许, 征求, 验证).
_NOT_WORD = (
    r"(?![用急届战激力税诉酬景声季]|变(?![更为])|聘(?![请用])|付(?![费清给])|答(?![复辩])|邀(?!请)|试(?![验行用运点])"
    r"|验(?![收证])|允(?!许)|征(?![求得收])|援(?!助)|运而)"
)

# Longer forms first: of two that begin at one place the first one wins.
_FORMS_ZH = (
    # 不得不 and its like demand; 不得已 and 不得而知 say nothing here.
    _Form(r"不得(?:已|而知|了)|必不可少|不可(?:或缺|缺少|少|避免|分割?|逆|抗|思议|替代|行|用|靠|预[见知料])", ""),
    _Form(r"(?:不得|不能|不可)不", "req rec", "yes", firm=False),
    _Form(r"不应(?!用|对|变|急)(?:该|当)?|不得|不准(?!确|则)|不许(?!可)|不允许|严禁|切勿|请勿|禁止", "req", "no"),
    _Form(r"不可(?![持续观靠见信控测])|不可以|不予", "req per cap", "no", firm=False),
    _Form(r"不宜(?!居)|不(?:推荐|建议)|不该", "rec", "no"),
    _Form(r"不必|无[须需]|不[须需]要?|不用(?!于)|可不(?!可)", "exe", "no"),
    _Form(r"不可能|不能够?|(?<!并|绝)未能|无法|难以", "cap pos per req", "no"),
    _Form(r"可能(?!性)", "pos cap per"),
    # 应用, 应对, 应急 and their like are words; 应对…进行 is a form (see _is_form).
    _Form(rf"{_NOT_JOINED}应(?:该|当)", "req"),
    _Form(rf"{_NOT_JOINED}应用于", "req", "yes", firm=False),
    _Form(rf"{_NOT_JOINED}应{_NOT_WORD}", "req"),
    _Form(r"必须|务必|只准许?|须(?!知|臾)", "req"),
    _Form(r"(?<![适便事相不])(?<!合时)(?<!地制)宜(?![人居家昌春宾兴])", "rec"),
    _Form(r"建议(?=[^、，。；]*[^、，。；])|推荐(?!性|信)|最好|适宜", "rec", firm=False),
    _Form(r"需要?(?!求)", "req rec exe", firm=False),
    _Form(r"(?<![主重需必首次概摘纪简扼提机紧只])要(?![求素点么件领是害闻旨])", "req rec", firm=False),
    _Form(r"允许|准许|有权", "per", firm=False),
    # 可靠, 可行, 可持续, 可测量性, 可交付的 are words.
    _Form(r"(?<![许认不宁尚大两无])可(?:靠|行(?!使|驶)|持续|见(?!到)|信|控|观|贵|惜|怕|爱|疑|谓|是|取(?!得|消|用|出)"
          r"|塑|比|变|逆|乐|再生|燃|溶|读|视|听)", ""),
    _Form(rf"(?<![许认不宁尚大两无])可[{HAN}]{{1,3}}(?:性|度(?!假)|化)", ""),
    _Form(rf"(?<![许认不宁尚大两无])可(?!以)[{HAN}]{{1,4}}的", "per pos cap", firm=False),
    _Form(r"(?<=[即便])可以?", "per pos cap", firm=False),
    _Form(r"可以", "per pos"),
    _Form(r"(?<![许认不宁尚大两无])可", "per"),
    _Form(r"(?<![功性职智技节潜效赋产动热电核机势万低全本体官储可才阳无])能(?:够"
          r"|(?![力源量效耗级人手动干见否]))", "cap"),
    _Form(r"(?<=[将都也仍还就而])会|会(?=[有使让对因发产影造导带出])", "pos cap", firm=False),
    _Form(r"(?<=才)能(?!力)", "cap pos", firm=False),
    _Form(r"得以|使得?|有助于|便于|让", "cap", firm=False),
)  # fmt: skip

# Words that say a possibility, a need or a permission without a verbal form.
_FORMS_EN = (
    _Form(r"shall", "req"),
    _Form(r"must", "req"),
    _Form(r"should|ought to", "rec"),
    _Form(r"need ?not|needn't|(?:do|does) not (?:need|have) to|don't (?:need|have) to|doesn't (?:need"
          r"|have) to", "exe", "no"),
    _Form(r"(?:is|are|be) not (?:required|obliged) to", "exe", "no", firm=False),
    # Not the month: "in May", "May 2023", "May 5"; not "maybe".
    _Form(r"(?-i:(?<!in )(?<!by )(?<!of )(?<!\d )may|May(?= (?:I|we|you|not|they|the)\b))(?! \d)", "per pos"),
    _Form(r"might", "pos"),
    _Form(r"could", "cap pos", firm=False),
    _Form(r"cannot|can ?not|can't", "cap pos per req", "no"),
    _Form(r"can", "cap pos"),
    _Form(r"(?:is|are|be|was|been) (?:unable to|incapable of)|impossible", "cap pos", "no", firm=False),
    _Form(r"able to|capable of|enabl(?:e|es|ed|ing)|help(?:s|ed|ing)?|mak(?:e|es|ing) it possible"
          r"|so that", "cap", firm=False),
    _Form(r"possibl[ey]|possibilit(?:y|ies)|potential(?:ly)?|likely|probabl[ey]|perhaps", "pos", firm=False),
    _Form(r"(?:is|are|be) (?:required|obliged|to be)|ha(?:s|ve) to|needs? to|required?|(?:is|are) to(?= )|needed"
          r"|necessary", "req rec", firm=False),
    _Form(r"recommend(?:s|ed)?|advisable|advised?|(?:is|are) expected|suggest(?:s|ed)?|preferabl[ey]|had better"
          r"|suitable|ideally", "rec req", firm=False),
    _Form(r"(?:is|are|be) not (?:allowed|permitted)|forbid(?:s|den)?|prohibit(?:s|ed)?"
          r"|not permissible", "req per", "no"),
    _Form(r"allow(?:s|ed)?|permit(?:s|ted)?|entitled|free to|lets?|permissible|optional(?:ly)?"
          r"|authori[sz]ed", "per cap", firm=False),
    _Form(r"(?:do not|don't|never|no)(?= )", "req", "no", firm=False),
)  # fmt: skip


def _compiled(forms: tuple[_Form, ...], bounds: tuple[str, str] = ("", "")) -> re.Pattern[str]:
    before, after = bounds
    return re.compile(
        "|".join(f"(?P<f{n}>{before}(?:{form.pattern}){after})" for n, form in enumerate(forms)), re.IGNORECASE
    )


_ZH = _compiled(_FORMS_ZH)
_EN = _compiled(_FORMS_EN, (r"(?<![A-Za-z'’-])", r"(?![A-Za-z'’-])"))

# A verb of a standard that 对 depends on: "应对员工进行培训" is 应 and 对, "应对变化" is a word.
_WITH_OBJECT = re.compile(rf"应对[{HAN}、]{{1,30}}?(?:进行|予以|加以|[作做]出|给予|实施|开展|提出|负责|采取|建立)")

# Negation behind a verbal form: "应不低于", "宜避免", "shall be no less than", "should never".
_AFTER_ZH = re.compile(r"不|避免|防止|杜绝|禁止|拒绝|少|无|未|勿")
_NOT = re.compile(r" (?:also )?(?:not|never|in no case|under no circumstances)\b", re.IGNORECASE)
_AFTER_EN = re.compile(
    r"(?: [\w’'-]+){0,2} (?:not|no|never|avoid|refrain|prevent|refuse|neither|without|nor)\b", re.IGNORECASE
)
# Negation or limitation before one: "No reader shall", "Only staff may", "nor shall".
_BEFORE_EN = re.compile(
    r"\b(?:no|nobody|none|neither|nor|nothing|never|hardly|only|unless)\b[^.;:]{0,60}$", re.IGNORECASE
)
# A subject that denies: "No cameras shall be", "None of them may". Not a bound: "No more than two may".
_NO_SUBJECT = re.compile(
    r"(?:^|[.;:!?] )(?:No(?! (?:more|less|fewer|later|sooner|longer|other))|Nobody|None|No one)\b(?: [\w’'-]+){0,4} $"
)
_BEFORE_ZH = re.compile(r"(?:除|只有?|仅|非|没有|无人|[未不])[^，。；]{0,25}$")


def _chinese(text: str, match: re.Match[str]) -> Modal:
    form = _FORMS_ZH[int(str(match.lastgroup)[1:])]
    word = match[0]
    polarity = form.polarity
    if not polarity:
        loose = _AFTER_ZH.match(text, match.end()) or _BEFORE_ZH.search(text, max(0, match.start() - 30), match.start())
        polarity = "either" if loose else "yes"
    firm = form.firm and bool(form.senses) and _is_form(text, match)
    return Modal(match.start(), word, _senses(form.senses) if _is_form(text, match) else frozenset(), polarity, firm)


def _is_form(text: str, match: re.Match[str]) -> bool:
    return (
        match[0] != "应" or text[match.end() : match.end() + 1] != "对" or bool(_WITH_OBJECT.match(text, match.start()))
    )


def _english(text: str, match: re.Match[str]) -> Modal:
    form = _FORMS_EN[int(str(match.lastgroup)[1:])]
    word, polarity, senses = match[0], form.polarity, form.senses
    negation = None if polarity else _NOT.match(text, match.end())
    denied = not polarity and _NO_SUBJECT.search(text, max(0, match.start() - 80), match.start())
    if negation:
        word, polarity = word + negation[0], "no"
        senses = {"may": "req per pos", "can": "cap pos per req"}.get(match[0].lower(), senses)
    elif denied:
        polarity, senses = "no", {"may": "req per pos", "can": "cap pos per req"}.get(match[0].lower(), senses)
    elif not polarity:
        loose = _AFTER_EN.match(text, match.end()) or _BEFORE_EN.search(text, max(0, match.start() - 80), match.start())
        polarity = "either" if loose else "yes"
    return Modal(match.start(), word, _senses(senses), polarity, form.firm)
