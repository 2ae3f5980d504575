"""Made-up weeks in a trade's own words, which no shipped pack knows, with the truth."""

import random
from dataclasses import dataclass

PLATFORMS = {"京东": "jd", "美团": "meituan", "抖音": "douyin", "快手": "kuaishou", "顺丰": "sf_express"}  # fmt: skip
PLACES = ("华东仓区", "西南干线", "跨城线路", "县域站点", "珠三角档口", "北方集散点", "山区网点", "海港堆场",
          "沿江码头", "高原驿道", "城郊园区", "侨乡市集", "边贸口岸", "老城街铺", "大学城", "工业带")  # fmt: skip
SPANS = ("上旬", "中旬", "下旬", "周初", "周末", "月底", "午后", "夜里", "清早", "节前", "节后", "换季时")  # fmt: skip
TAILS = ("司机们在群里聊了半天", "装卸班长照旧记在簿子上", "茶摊老板也听说过此事", "调度室墙上贴着字条", "老师傅摇头不语", "隔壁车队绕路走国道",
         "跟车的学徒拍了照片", "门岗登记簿写得密密麻麻", "几家货主各说各话", "修车铺里成了闲谈", "会计对着单据核数", "雨棚底下坐满了人")  # fmt: skip
# Jargon by the quadrant that it tells, and how people write it.
JARGON = {"W": ("甩柜", "窜货", "掉签"), "S": ("拼柜", "满板", "链主"), "T": ("撬单", "号贩"), "O": ("空线位",)}  # fmt: skip
FRAMES = {
    "W": ("{p}{t}在{x}又见{w}", "{x}{t}传出{w},{p}改排班次", "{p}提到{x}的{w}", "{t}{p}那边{w},{x}多等一日"),
    "S": ("{p}{t}在{x}做到{w}", "{x}的{w}由{p}接手", "{p}把{x}改成{w}", "{t}{p}凭{w}排下{x}的班次"),
    "T": ("{x}{t}有人{w},点名{p}", "{p}谈到{x}的{w}", "{t}{x}的{w}盯上{p}的司机", "{p}说{x}{t}出现{w}"),
    "O": ("{x}{t}留出{w},{p}去看过", "{p}谈到{x}的{w}", "{t}{x}的{w}还没分给{p}", "{x}的{w}等{p}来谈"),
}  # fmt: skip
# What the shipped packs read rightly, and must read rightly afterwards.
KNOWN = {
    "W": ("{p}在{x}的投诉量上升", "{p}{t}在{x}的亏损扩大"),
    "S": ("{p}在{x}的订单量增长三成", "{p}{t}在{x}份额领先"),
    "T": ("对手{t}在{x}抢走{p}的份额", "监管{t}约谈{p}在{x}的业务,罚款风险上升"),
}
ALIAS, ALIAS_OF = "鲸选仓", "meituan"
OF_ALIAS = (("{w}{t}在{x}的订单量增长三成", "S"), ("{w}在{x}的投诉量上升", "W"), ("{w}{t}在{x}份额领先", "S"))  # fmt: skip
INITIATIVE, INITIATIVE_OF = "灯塔铺位", "jd"
OF_INITIATIVE = (("京东{t}在{x}的灯塔铺位订单量增长三成", "S"), ("京东的灯塔铺位{t}进了{x},份额领先", "S"))  # fmt: skip


@dataclass(frozen=True)
class Truth:
    """What an analyst says of one bullet."""

    platform: str
    quadrant: str
    initiative: str = ""

    def is_met_by(self, item):
        initiatives = (self.initiative,) if self.initiative else ()
        return (item.platform, item.quadrant.value, item.initiatives) == (
            self.platform, self.quadrant, initiatives,
        )  # fmt: skip


def a_week(number):
    """The bullets of a week with their truth; other words around the jargon each week."""
    dice = random.Random(number)
    found = {}

    def add(frame, truth, **words):
        text = frame.format(x=dice.choice(PLACES), t=dice.choice(SPANS), **words)
        found.setdefault(f"{text},{dice.choice(TAILS)}", truth)

    for quadrant, words in JARGON.items():
        for word in words:
            name = dice.choice(sorted(PLATFORMS))
            frame = dice.choice(FRAMES[quadrant])
            add(frame, Truth(PLATFORMS[name], quadrant), p=name, w=word)
    for quadrant, frames in KNOWN.items():
        for frame in frames:
            name = dice.choice(sorted(PLATFORMS))
            add(frame, Truth(PLATFORMS[name], quadrant), p=name)
    frame, quadrant = dice.choice(OF_ALIAS)
    add(frame, Truth(ALIAS_OF, quadrant), w=ALIAS)
    frame, quadrant = dice.choice(OF_INITIATIVE)
    add(frame, Truth(INITIATIVE_OF, quadrant, INITIATIVE))
    return found


def clipping_of(number, bullets):
    """The text of a clipping of the week, in which each bullet has an article."""
    lines = ["话题", "搜索文档"]
    for ordinal, text in enumerate(bullets, start=1):
        lines += [f"运力观察第{number}期之{ordinal}", f"货运见闻{ordinal}· 2025-0{5 + number // 4}-{1 + number % 4 * 7:02} 08:00", f"见闻 - {text} [1]"]  # fmt: skip
    return "\n".join(lines) + "\n"
