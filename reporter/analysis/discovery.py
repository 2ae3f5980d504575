"""A sentence -> names of initiatives that no pack knows, told by their form alone.

Precision comes first: a quotation is a name only where its surroundings say so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from reporter.analysis.chinese_names import ChineseNames
from reporter.analysis.english_names import EnglishNames
from reporter.analysis.lexicon import Match
from reporter.analysis.names import Hint, Words
from reporter.domain.taxonomy import Taxonomy

_QUOTED = re.compile(
    r"[“\"「『]([^“”\"「」『』\s]{2,16}|[^“”\"「」『』]{2,30})[”\"」』]"
)
_HAN = re.compile("[\u4e00-\u9fff]")
_PLAN = re.compile("计划|公约|工程|行动|大赛|专项")
# A text without any of these gives no name: quotation marks, letters, ends of plans;
# in a field of products figures, ends of techniques.
_SIGNS = '“"「『《A-Za-z划约程动赛项'
_SIGNS_OF_PRODUCTS = _SIGNS + r"\d池构盘型充片"
_MAX_NAME, _MAX_WORDS = 14, 5
_BEFORE_CHARS, _BEHIND_CHARS = 8, 6
# Somebody begins it, or says what it is.
_BEGUN = re.compile(
    r"(?:推出|上线|启动|发起|发布|公布|开出|首开|开设|新设|设立|试点|试行|内测"
    r"|更名为|改名为|命名为|落地|引入|加码|主推|力推|官宣|首家|首个|首款|旗下|名为|付费会员)"
    r"(?:了|的|的全新|全新|首个|一项|一款)?$"
)
_KIND_BEHIND = re.compile(
    r"(?:上线|月活|日活|首店|门店|折扣店|专项|产品|频道|专区|专场|活动|会员|用户|榜单|节目"
    r"|APP|App|应用|小程序|平台|品牌|系统|算法|模型|大模型|智能体|技术|电池|芯片|套餐|基金|联盟)"
)
# What is quoted here is speech, a nickname or an object of talk.
_TALK_BEFORE = re.compile(
    r"(?:所谓|称|称为|称之为|并称为|视为|誉为|戏称|吐槽|抱怨|直言|表示|坦言|认为|质疑|批评|自嘲"
    r"|调侃|喊出|号称|标榜|形成|陷入|呈现|上演|遭遇|面临|摆脱|告别|习惯|不再是|不再把|是否|停留在"
    r"|适合|社区|反对|停止|禁止|拒绝|要求|从|仍|依旧|发展仍|得不到|缺乏|强调|突出|讲出|讲好"
    r"|called|said|says|so-called|dubbed|labelled|as|being|it|put|goods|a|an)\s?$",
    re.I,
)
_TALK_BEHIND = re.compile(
    r"^(?:的(?!.{0,2}计划)|等|问题|现象|争议|之争|之战|局面|格局|困境|难题|标签|心态|心智|口号"
    r"|叙事|阶段|时代|字眼|字样|之名|为由|一词|之称|模样|印象|态势|状态|相关搜索|流量)"
)
# “陆地航母”攒下订单: what begins a clause and acts is a name, unless it is a sentence.
_BEGINS = re.compile(r"(?:^|[,，;；:：。]|[\u4e00-\u9fff]版|当年|其中|旗下)$")
_ACTING = re.compile(
    r"(?:已|将|上线|上市|覆盖|攒|资助|试水|扩|占据|凭|吸引|服务|累计|入驻|接入|登陆|首|日均|月均|年内|全年"
    r"|刷屏|支持|推出|贡献|带动|发放|开放|落地|启用|向|面向|让|把|用|为|从|改|新增|招募|投入|运营|处理"
    r"|撮合|销量|订单|月销|年销|成交|收入|营收|GMV|付费|被|正|仍|迟|在[\u4e00-\u9fff]{2}|以|由|每|半年|一年"
    r"|两年|三年|\d+年|第[一二三]|预计|计划|获|拿下|完成|升级|下线|停)"
)
_SENTENCES = re.compile(
    r"[越不没了吗吧呢我你他她们谁啥怎太很最更再都要会能想别让被给把是有无零比]|一样|之[战争夜路家王]|[死活]"
    r"|战$|风波|事件|内卷|效应|时代"
)
_WORKS = re.compile(r"《([^《》]{2,14})》")
_NO_WORKS = re.compile(
    r"法$|条例|规定|办法|意见|通知|报告|指南|白皮书|规范|标准|公告|合同|协议|[日时晚早]报|周刊|新闻|规则|[法议]案"
    r"|指引|书$|细则|方案|要求|准则|清单|评论|杂志|[Tt]imes|[Jj]ournal|声明|倡议|批复|决定|决议|指令"
)
_LOOSE = frozenset({"模式", "机制", "战略", "体系", "方案", "功能"})
_KEPT_ENDINGS = ("计划", "公约", "驿站", "项目", "行动", "工程", "公约")
_NO_NAMES = re.compile(r"[,，。、!！?？:：;；]|^\d+$|^[\d+N.%％-]+$")
_FESTIVALS = re.compile(
    r"^(?:618|双11|双十一|双12|双十二|年货节|五一|十一|国庆|春节|黑五|Black Friday"
    r"|Cyber Monday|Singles.? Day|Christmas)", re.I,
)  # fmt: skip
_CAPITAL = r"[A-Z][\w&’'-]*\+?"
_PROPER = rf"({_CAPITAL}(?:\s(?:by|of|for|and)\s{_CAPITAL}|\s{_CAPITAL}|\s\d+)*)"
_LAUNCHED_EN = re.compile(
    r"\b(?:launch(?:ed|es)?|roll(?:ed|s) out|introduc(?:ed|es)|unveil(?:ed|s)|debuted|"
    r"pilot(?:ed|s)|bring|brings)"
    rf"\s(?:its\s|the\s|a\s|an\s|new\s)*{_PROPER}"
)
_APPOSITION = re.compile(
    rf"(?:^|[.;,]\s|\band\s|\bthe\s){_PROPER},\s(?:its|an?|the)\s[\w\s-]{{0,30}}?"
    r"(?:assistant|membership|service|programme|program|arm|tool|app|feature|scheme|store"
    r"|marketplace|unit|wallet|label|brand|model|network|system|chip|battery|platform)\b"
)
_NO_PROPER = frozenset(
    (  # noqa: SIM905  # a list of so many words reads better as text
        "January February March April May June July August September October November "
        "December Monday Tuesday Wednesday Thursday Friday Saturday Sunday Q1 Q2 Q3 Q4 "
        "H1 H2 US UK EU USA America Americans American European Chinese Europe China "
        "India Mexico Brazil Canada Japan France Germany Britain Africa Asia London "
        "Paris Washington Congress Senate FTC DOJ CEO CFO COO CTO Chief President "
        "Executive Founder Inc Corp Group Ltd Holdings The A An Its It This That New "
        "In On At For AI Analysts Sellers Merchants Shoppers Management Marketplace "
        "Latin South North East West Korea Australia Singapore Spain Italy Poland "
        "Turkey Vietnam Thailand Indonesia Marketing Stores Sales"
    ).split()
)


class Discovery:
    """Finds names by the endings of a taxonomy and the names of its platforms."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        words = Words.of(taxonomy)
        self._chinese, self._english = ChineseNames(words), EnglishNames(words)
        signs = _SIGNS_OF_PRODUCTS if words.has_codes else _SIGNS
        self._sign = re.compile(f"[{signs}]")
        endings = _joined(taxonomy.cues.get("initiative_endings", ()))
        lines = _joined(taxonomy.cues.get("product_lines", ()))
        self._behind = re.compile(endings) if endings else None
        self._line = (
            re.compile(rf"(?:{lines})(?![\u4e00-\u9fff]?店长)") if lines else None
        )
        self._unquoted = re.compile(
            r"(?:(?:推出|上线|启动|发起|发布|公布|实施|推行|推进|若|随着|通过|借助)(?:了|的)?|^|[,，。;；:：])"
            r"([\u4e00-\u9fff]{3,9}?计划(?![一二三四五六七八九十\d])|[\u4e00-\u9fff]{2,9}?(?:公约|工程|行动|大赛|专项))"
            r"(?!于|在|将|把|向|对|今|明|年|下)"
        )
        self._platforms = frozenset(
            name for p in taxonomy.platforms for name in (p.zh, p.en, *p.aliases)
        )

    def find(self, text: str, platforms: Sequence[Match]) -> dict[int, str]:
        """Names by their place in the text."""
        if not platforms and not self._sign.search(text):
            return {}
        found = self._all(text, platforms)
        return found and {
            at: name
            for at, name in found.items()
            if name not in self._platforms
            and not _FESTIVALS.search(name)
            and not _is_part(at, name, found)
        }

    def _all(self, text: str, platforms: Sequence[Match]) -> dict[int, str]:
        """All that the forms give: platforms, festivals and parts of names, too."""
        found: dict[int, str] = dict(self._quoted(text))
        if platforms and self._line:
            found.update(self._product_lines(text, platforms))
        for match in self._unquoted.finditer(text) if _has_plan(text) else ():
            if not _BAD_PLANS.search(match[1]) and match[1][:-2] not in self._platforms:
                found.setdefault(match.start(1), match[1])
        if text.isascii() and max(text[:40].lower(), default="") >= "a":
            found.update(self._in_english(text))
        if not text.isascii() or text != text.lower():
            for at, name in self._reader_of(text).sure(text, platforms):
                found.setdefault(at, name)
        work = _WORKS.match(text)
        if work and not _NO_WORKS.search(work[1]):
            found.setdefault(work.start(1), work[1])
        return found

    def hints(self, text: str) -> Iterator[Hint]:
        """What is a name only if its article has it again."""
        if text != text.lower():
            yield from self._reader_of(text).hints(text)

    def _reader_of(self, text: str) -> ChineseNames | EnglishNames:
        is_chinese = not text.isascii() and _HAN.search(text)
        return self._chinese if is_chinese else self._english

    def _quoted(self, text: str) -> Iterator[tuple[int, str]]:
        for quoted in _QUOTED.finditer(text):
            name, at, end = quoted[1], quoted.start(), quoted.end()
            before = text[max(at - _BEFORE_CHARS, 0) : at]
            behind = text[end : end + _BEHIND_CHARS]
            if _NO_NAMES.search(name) or len(name.split()) > _MAX_WORDS:
                continue
            if not name.isascii() and len(name) > _MAX_NAME:
                continue
            ending = self._behind.match(text, end) if self._behind else None
            if ending and self._is_name_with(ending[0], before):
                yield at, _named(name, ending[0])
            elif _TALK_BEFORE.search(before) or _TALK_BEHIND.search(behind):
                continue
            elif (
                (_BEGINS.search(text[:at]) and self._acts(text, name, end))
                or self._ends_well(name)
                or _BEGUN.search(before)
                or _KIND_BEHIND.match(behind)
                or _is_title_case(name)
            ):
                yield at, name

    def _acts(self, text: str, name: str, end: int) -> bool:
        """Whether a quoted name that begins a clause does something itself."""
        return bool(_ACTING.match(text, end)) and not _SENTENCES.search(name)

    def _is_name_with(self, ending: str, before: str) -> bool:
        """Whether a quoted word before 模式 is a name: somebody begins it."""
        if ending not in _LOOSE:
            return True
        return bool(_BEGUN.search(before)) or not before.strip()

    def _ends_well(self, name: str) -> bool:
        if self._behind is None or len(name) < 4:
            return False
        return any(m.end() == len(name) for m in self._behind.finditer(name))

    def _product_lines(
        self, text: str, platforms: Sequence[Match]
    ) -> Iterator[tuple[int, str]]:
        """A platform's name with a line of business behind it: 京东外卖."""
        for match in platforms:
            line = self._line.match(text, match.end) if self._line else None
            if line:
                yield match.start, text[match.start : line.end()]

    def _in_english(self, text: str) -> Iterator[tuple[int, str]]:
        forms = (_LAUNCHED_EN, _APPOSITION) if ", " in text else (_LAUNCHED_EN,)
        for form in forms:
            for match in form.finditer(text):
                name = _trimmed(match[1])
                if name and not self._is_platform(name):
                    yield text.index(name, match.start(1)), name

    def _is_platform(self, name: str) -> bool:
        return name in self._platforms or name.removesuffix("'s") in self._platforms


def _is_part(at: int, name: str, found: Mapping[int, str]) -> bool:
    """Whether a name is found within a longer one: M9 in 问界M9."""
    return len(found) > 1 and any(
        start <= at and at + len(name) <= start + len(longer) and longer != name
        for start, longer in found.items()
    )


def _has_plan(text: str) -> bool:
    """Whether the slower pattern can match at all."""
    return not text.isascii() and bool(_PLAN.search(text))


_BAD_PLANS = re.compile(
    r"公司|平台|集团|商家|用户|部分|多数|我们|他们|认为|期待|表示|通过|年内|未来|下半年|明年|后续|目前|动力|软件|采取|联合|集体|统一"
    r"|同意|促销|营销|维权|整治|执法|扩张|投资|融资|回购|上市|裁员|减持|增持|分红|建设|开店|产能|生产|部门|国家|政府|工信|网信|监管|欧盟|训练|排产"
    r"|[已也还并正均本有的年月此将把对与和]"
)


def _joined(words: Sequence[str]) -> str:
    """The Chinese ones of some words as alternatives of a pattern, longest first."""
    longest = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(w) for w in longest if not w.isascii())


def _named(name: str, ending: str) -> str:
    """A quoted name with the word behind it, unless it ends so already."""
    if name.endswith(ending) or name.isascii():
        return name
    return name + ending if ending in _KEPT_ENDINGS else name


def _is_title_case(name: str) -> bool:
    """Whether English words are all written as names are."""
    words = name.split()
    return (
        name.isascii()
        and len(words) > 1
        and all(w[0].isupper() or w in ("by", "of", "for", "and") for w in words)
    )


def _trimmed(name: str) -> str:
    """A run of capitalised words without those that belong to no name."""
    words = name.split()
    while words and words[0] in _NO_PROPER:
        words.pop(0)
    while words and words[-1].removesuffix("'s") in _NO_PROPER:
        words.pop()
    if not words or any(w.removesuffix("'s") in _NO_PROPER for w in words):
        return ""
    return " ".join(words).removesuffix("'s")
