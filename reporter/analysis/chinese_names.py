"""A Chinese sentence -> Latin names, model codes and names of techniques in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reporter.analysis.lexicon import Match
from reporter.analysis.names import INNER, Hint, Words

_KIND_CHARS = 6
_BRANDED = re.compile(
    r" ?(?:[A-Z]{1,4}\d{1,4}[A-Za-z]{0,3}|\d{1,2}X|[a-z]\d{1,2}|\d{3}"
    r"|[A-Z][A-Za-z0-9]*\+?(?: [A-Z][A-Za-z0-9]*\+?){0,2})"
    r"(?: (?:Pro|Max|Ultra|Plus|Air|Mini))?"
    r"(?![A-Za-z0-9%.万亿多余家个款台辆项年])"
)
# In a pack of products: 坦克500, 帕萨特Pro, 银河E8.
_MIXED = re.compile(
    r"(?:^|[,，、;；:：的与和及])([\u4e00-\u9fff]{1,4}?"
    r"(?:PLUS|Pro|Max|MAX|Ultra|mini|[A-Z]\d{1,2}|\d{3}))"
    r"(?![A-Za-z0-9%.,万亿多余家个款台辆项年月日元座公种名次人份城吨艘])"
)
_NO_MIXED = re.compile(
    r"[第约超近达过至到了有是前后每各价量额率费数入利收亏降升涨跌增减售销卖买仅只破送推支持款代版全新老旧]"
    r"|(?:L[0-5]|[QHT]\d|618)$"
)
_KIND_BEHIND = re.compile(r"架构|平台|芯片|电池|系统|大模型|智能体|计划|模式(?!的)")
_TECHNIQUE = re.compile(
    r"(?:^|[,，;；])(?:第[一二三四五]代|全新|自研)?"
    r"([\u4e00-\u9fff]{2,4}(?:电池|架构|底盘|大模型|闪充|芯片))"
    r"(?=[已将被把让在装扛充兼用可年靠从自累首月随以能支覆五一二三十\d])"
)
_NO_TECHNIQUE = re.compile(
    r"动力|固态|三元|磷酸|锂|离子|储能|自研|国产|进口|智驾|车规|高端|电气|组织|股权|管理|铅酸"
    r"|退役|二手|废旧|消费|大电池|刀片式|通用|开源|国内|海外|多模态|语言|视频|基础|垂类|行业|企业"
    r"|自家|外购|第三方|旗舰|两款|三款|新款|整车|底层|技术|产品|电芯|品牌|汽车|公司|全球|其他|这[个款块]"
    r"|该|一[个款块]|部分|所有|同[款样]|[的和与及为对]"
)
_LATIN_WORD = r"[A-Z][A-Za-z0-9]*(?:[-.][A-Za-z0-9]+)*\+?"
_LATIN = re.compile(
    rf"(?<![A-Za-z0-9.\-]){_LATIN_WORD}(?: {_LATIN_WORD}){{0,3}}(?: \d\.\d)?"
)


class ChineseNames:
    """Finds names that Chinese text writes without quotation marks."""

    def __init__(self, words: Words) -> None:
        self._words = words
        kinds = "|".join(re.escape(kind) for kind in words.kinds if not kind.isascii())
        self._kind = re.compile(f"(?:{kinds})$" if kinds else r"(?!)")
        self._brands = frozenset(name.lower() for name in words.platforms)

    def sure(self, text: str, platforms: Sequence[Match]) -> Iterator[tuple[int, str]]:
        """Names that stand where only a name stands, by their places."""
        for match in platforms:
            behind = _BRANDED.match(text, match.end)
            if behind and self._words.is_name(behind[0].strip()):
                yield match.start, text[match.start : behind.end()]
        for found in _LATIN.finditer(text):
            if self._is_product(found, text) and self._words.is_name(found[0]):
                yield found.start(), found[0]
        if self._words.has_codes:
            yield from self._models(text)

    def hints(self, text: str) -> Iterator[Hint]:
        """What is a name only if its article has it again."""
        names = dict(self._words.codes(text))
        for found in _LATIN.finditer(text):
            if self._words.is_name(found[0]):
                names[found.start()] = found[0]
        yield from (Hint(name, 1) for name in names.values())

    def _models(self, text: str) -> Iterator[tuple[int, str]]:
        """In a field of products: models, techniques."""
        for found in _TECHNIQUE.finditer(text):
            if not _NO_TECHNIQUE.search(found[1]):
                yield found.start(1), found[1]
        for found in _MIXED.finditer(text):
            if not _NO_MIXED.search(found[1]):
                yield found.start(1), found[1]
        yield from self._words.codes(text)

    def _is_product(self, found: re.Match[str], text: str) -> bool:
        """Whether a Latin name shows that it is a product's."""
        before = text[max(found.start() - _KIND_CHARS, 0) : found.start()]
        first, _, rest = found[0].partition(" ")
        return bool(
            self._kind.search(before)
            or _KIND_BEHIND.match(text, found.end())
            or INNER.fullmatch(first)
            or (rest and first.lower() in self._brands)
        )
