"""Bullets -> subject, quadrant and initiatives, as a whole."""

from pathlib import Path

import pytest

from reporter.analysis import gather
from reporter.analysis.gather import gather_evidence
from reporter.domain.clippings import Section
from reporter.domain.settings import Settings
from reporter.domain.values import Flag, Stage
from reporter.packs import load_packs
from reporter.readers.articles import read_articles
from tests.benchmarks.grouping import clipping
from tests.builders import a_bullet, an_article

PACK = load_packs(["ecommerce-cn"])
ENGLISH = load_packs(["retail-en"])
SAMPLES = Path(__file__).resolve().parents[2] / "samples"
CARS = load_packs([str(SAMPLES / "packs" / "electric-cars.yaml")])


def grouped(title, *sections, pack=PACK, settings=None):
    number = iter(range(1, 100))
    article = an_article(
        title=title,
        sections=tuple(
            Section(heading, tuple(a_bullet(text, next(number)) for text in texts))
            for heading, texts in sections
        ),
    )
    return gather_evidence([article], pack, settings or Settings())


@pytest.mark.parametrize(
    ("title", "heading", "text", "subject"),
    [
        ("美团的下半场", "业绩", "公司营收同比增长18%", "meituan"),
        ("美团的下半场", "竞争格局", "京东以零佣金抢走商户", "meituan"),
        ("美团的下半场", "外部环境", "饿了么与淘宝加大补贴", "meituan"),
        ("本周要闻一览", "要闻", "京东外卖单量突破千万", "jd"),
        ("本周要闻一览", "数据", "上半年全国网上零售额增长8%", "industry"),
        ("本周要闻一览", "融资", "某茶饮品牌完成A轮融资", "other"),
        ("微博与知乎的算盘", "知乎", "知乎营收同比下滑", "other"),
        ("小红书开环", "合作", "与京东打通数据,品牌可见转化", "xiaohongshu"),
        ("騰訊電商觀察", "優勢", "視頻號用戶持續增長", "wechat"),
    ],
)
def test_the_subject_is_whom_the_clause_is_about(title, heading, text, subject):
    (item,) = grouped(title, (heading, [text]))
    assert item.platform == subject, item.why


def test_an_article_about_a_company_that_is_no_platform_is_not_the_market_s():
    items = grouped(
        "Vinted expands from clothing into payments",
        ("Services", ["Vinted Pay opened in two countries", "Support is slow"]),
        ("Rivals", ["Competitors of Vinted copy its fees"]),
        pack=ENGLISH,
    )
    assert [item.platform for item in items] == ["other"] * 3
    (item, *_) = grouped(
        "Returns in online fashion",
        ("Cost", ["Free returns cost more", "Returns rose again"]),
        pack=ENGLISH,
    )
    assert item.platform == "industry"


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("Kroger: fresh food sells; automated sheds do not", "kroger"),
        ("Fresh food sells; Kroger shuts automated sheds", "other"),
    ],
)
def test_a_title_with_a_colon_behind_its_platform_is_no_round_up(title, subject):
    (item,) = grouped(title, ("Trading", ["Sales went up 3%"]), pack=ENGLISH)
    assert item.platform == subject, item.why


@pytest.mark.parametrize(
    ("text", "subject"),
    [("该公司计划明年扩大仓网", "jd"), ("快递单价连续三个季度走低", "industry")],
)
def test_a_sentence_goes_on_with_a_platform_only_if_it_says_so(text, subject):
    before = ["乡镇网点租金上涨", "揽收时间缩短", "返程空驶率仍高"]
    items = grouped("县域物流见闻", ("仓储", [*before, "京东新开三座仓库", text]))
    assert items[-1].platform == subject, items[-1].why


@pytest.mark.parametrize(
    ("text", "subject"),
    [("页面改版后老用户找不到入口", "jd"), ("消费者更看重性价比", "industry")],
)
def test_in_a_section_of_platforms_a_sentence_without_a_name_is_the_last_one_s(
    text, subject
):
    others = ["淘宝延长了大促", "抖音直播间停播", "快手返佣", "拼多多不设预售"]
    items = grouped("双十一各家的表现", ("表现", [*others, "京东新开三座仓库", text]))
    assert items[-1].platform == subject, items[-1].why


def test_an_article_about_a_company_that_nobody_watches_is_no_platform_s():
    items = grouped(
        "山姆的信任题:会员费还值不值",
        ("现状", ["续卡率仍在八成以上", "周末晚高峰要排队"]),
        ("竞争", ["盒马把店开到了对面"]),
    )
    assert [item.platform for item in items] == ["other"] * 3


def test_a_company_s_statement_in_an_article_about_the_market_is_no_platform_s():
    items = grouped(
        "快递涨价一百天", ("网点", ["圆通在宁波缩短了截单时间", "行业均价上调两角"])
    )
    assert [item.platform for item in items] == ["other", "industry"]


def test_below_a_heading_of_two_platforms_a_sentence_is_the_last_one_s():
    texts = ["淘宝改版了首页", "找货更快了", "京东拓宽了品类", "上新也更勤"]
    items = grouped("大促复盘", ("天猫与京东", texts))
    wanted = ["taobao_tmall"] * 2 + ["jd"] * 2
    assert [item.platform for item in items] == wanted


def test_the_only_platform_that_an_article_names_first_is_its_subject():
    items = grouped(
        "免费退款规则的福利后果",
        ("背景", ["拼多多率先推出该规则", "复购概率上升"]),
        ("发现", ["售后等待时间缩短", "申诉成功者不足一成", "样本截至六月"]),
    )
    assert {item.platform for item in items} == {"pinduoduo"}


def test_an_article_about_three_platforms_has_no_main_one():
    items = grouped(
        "三家低价:淘宝、拼多多、抖音的价格战",
        (
            "复盘",
            ["淘宝先改了排序", "客单价止跌", "抖音掉头重提成交额", "商家松了口气"],
        ),
    )
    assert [item.platform for item in items[:3]] == ["taobao_tmall"] * 2 + ["douyin"]


def test_below_a_heading_of_the_market_a_comparison_speaks_of_the_market():
    items = grouped(
        "有赞与微盟:两家服务商的比较",
        ("行业背景", ["订阅软件的需求持续减少"]),
        ("有赞", ["有赞续约率升至八成"]),
    )
    assert [item.platform for item in items] == ["industry", "youzan"]


def test_a_name_in_brackets_is_not_whom_it_is_about():
    (item,) = grouped("小红书的朋友", ("", ["阿里重点布局站外引流(小红书、微博等)"]))
    assert "taobao_tmall" in (item.platform, *item.mentions)


@pytest.mark.parametrize(
    ("heading", "text", "quadrants"),
    [
        ("业绩", "净利润同比增长46%,创历史新高", "S"),
        ("业绩", "亏损收窄至2亿元", "S"),
        ("挑战", "客服响应迟缓,投诉居高不下", "W"),
        ("竞争", "京东以低价抢走商户,美团份额被蚕食", "T"),
        ("展望", "县域渗透率仍低,市场空间广阔", "O"),
        ("规则", "商家需提供营业执照,审核周期为3个工作日", "N"),
        ("", "并非没有优势,私域复访率达到七成", "S"),
        ("现状", "流量可观,但转化率低迷", "W"),
    ],
)
def test_two_questions_give_the_quadrant(heading, text, quadrants):
    (item,) = grouped("美团的下半场", (heading, [text]))
    assert item.quadrant.value in quadrants, item.why


def test_a_market_has_no_inside():
    items = grouped(
        "本周要闻一览", ("数据", ["行业规模同比增长20%", "行业需求疲软,价格战加剧"])
    )
    assert [item.quadrant.value for item in items] == ["O", "T"]


def test_english_is_grouped_too():
    items = grouped(
        "Walmart's second act",
        ("Momentum", ["E-commerce sales jumped 22% and turned profitable"]),
        ("Risks", ["Amazon undercuts its prices and lures away shoppers"]),
        pack=ENGLISH,
    )
    assert [(i.platform, i.quadrant.value) for i in items] == [
        ("walmart", "S"),
        ("walmart", "T"),
    ]


def test_below_the_threshold_a_row_waits_for_review():
    (item,) = grouped("美团", ("", ["美团"]), settings=Settings(review_below=1.0))
    assert Flag.REVIEW in item.flags


def test_the_reason_names_both_answers():
    (item,) = grouped("美团的下半场", ("业绩", ["自建仓网效率提升"]))
    assert "helps" in item.why
    assert "inside" in item.why


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("推出“晨光计划”,扶持万名商家", ("晨光计划",)),
        ("蓝链日均发布量达6万条", ("评论区蓝链",)),
        ("该功能日均发布6万条", ("红猫计划",)),
        ("商家纷纷抱怨“越卖越亏”", ()),
        ("“双11”期间订单大增", ()),
        ("所谓“代理人战争”仍在继续", ()),
    ],
)
def test_an_initiative_is_named_pointed_at_or_absent(text, names):
    items = grouped("小红书开环", ("", ["“红猫计划”上线", text]))
    assert items[1].initiatives == names


def test_bullets_inherit_the_initiative_of_their_heading():
    (item,) = grouped("小红书开环", ("红猫计划核心内容", ["首批开放三个行业"]))
    assert item.initiatives == ("红猫计划",)


def test_another_platforms_initiative_counts_only_where_it_is_spoken_of():
    items = grouped(
        "拼多多做快递",
        ("竞争", ["菜鸟驿站占据六成份额", "公司四个月便追上了七年的菜鸟驿站"]),
    )
    assert items[0].initiatives == ("菜鸟驿站",)
    assert items[1].initiatives == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Walmart launched Meadow Club in May", "Meadow Club"),
        ("Sorbet, an AI assistant, answers shoppers", "Sorbet"),
        ('The "Open Shelf" scheme lifted orders', "Open Shelf"),
    ],
)
def test_english_names_are_found_by_their_form(text, name):
    (item,) = grouped("Walmart's second act", ("", [text]), pack=ENGLISH)
    assert item.initiatives == (name,)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Home visits by Harbour Assistant doubled", ("Harbour Assistant",)),
        ("Walmart Harbour reached forty towns", ("Walmart Harbour",)),
        ("Returns fell at Walmart's Quayside counters", ("Quayside",)),
        ("HarbourPass gained members in spring", ("HarbourPass",)),
        (
            "Orders shipped in Moored by Walmart boxes arrive whole",
            ("Moored by Walmart",),
        ),
        ("Analysts see margins of Walmart Canada rising", ()),
        ("Michael Harbour said that Walmart could do more", ()),
        ("Walmart's German shoppers buy less", ()),
        ("Walmart gave the Club app a second tab", ()),
    ],
)
def test_capitals_name_a_programme_but_no_person_place_or_people(text, names):
    (item,) = grouped("Walmart's second act", ("", [text]), pack=ENGLISH)
    assert item.initiatives == names


def test_an_unknown_name_counts_where_its_article_has_it_again():
    bullets = ["Shops asked Quayle a million things", "Old hands turn Quayle off"]
    items = grouped("Walmart's second act", ("", bullets), pack=ENGLISH)
    assert [item.initiatives for item in items] == [("Quayle",), ("Quayle",)]
    (item,) = grouped("Walmart's second act", ("", bullets[:1]), pack=ENGLISH)
    assert item.initiatives == ()


@pytest.mark.parametrize(
    "name",
    ["United States", "United Kingdom", "New York", "Hong Kong", "South Korea",
     "Middle East", "Black Friday", "Supreme Court", "Uber", "Live"],
)  # fmt: skip
def test_a_place_or_a_plain_word_that_comes_again_is_no_programme(name):
    bullets = [f"Buyers met {name} with calm", f"More orders follow {name} now"]
    items = grouped("Walmart's second act", ("", bullets), pack=ENGLISH)
    assert [item.initiatives for item in items] == [(), ()]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("问界X7稳居榜首", ("问界X7",)),
        ("铁骑900带动改装产业", ("铁骑900",)),
        ("老款Z16清库拖累营收", ("Z16",)),
        ("磐甲电池装车过百万", ("磐甲电池",)),
        ("公司二季度H1数据好于Q3,L3路测开始", ()),
        ("动力电池装车量创新高", ()),
    ],
)
def test_models_and_techniques_are_names_in_a_pack_of_products(text, names):
    (item,) = grouped("赛力斯的下半场", ("", [text]), pack=CARS)
    assert item.initiatives == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("“晨光驿路”覆盖三百个县城", ("晨光驿路",)),
        ("《星河渡》流水创下新高", ("星河渡",)),
        ("《电子商务法》要求平台公示规则", ()),
        ("自研大模型StarCat上线", ("StarCat",)),
        ("网信部门清朗行动点名热搜", ()),
        ("公司按GMV和ROI考核团队", ()),
    ],
)
def test_chinese_text_names_programmes_without_a_launch(text, names):
    (item,) = grouped("快手的下半场", ("", [text]))
    assert item.initiatives == names


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("“红猫计划”正在三城试点", Stage.PILOT),
        ("“红猫计划”全量上线", Stage.SCALING),
        ("“红猫计划”已被叫停", Stage.PAUSED),
        ("“红猫计划”可获取消费者行为", None),
    ],
)
def test_the_stage_rests_on_words(text, stage):
    (item,) = grouped("小红书开环", ("", [text]))
    assert item.stage is stage


def test_the_same_input_is_grouped_the_same():
    sections = ("竞争", ["京东抢走商户", "公司计划反击", "投诉下降"])
    assert grouped("美团的下半场", sections) == grouped("美团的下半场", sections)


def test_how_many_bullets_are_read_at_once_changes_nothing(monkeypatch):
    articles, _ = read_articles(list(clipping(48)), file="a.txt")
    expected = gather_evidence(articles, PACK, Settings())
    monkeypatch.setattr(gather, "_BULLETS_AT_ONCE", 5)
    monkeypatch.setattr(gather, "_ARTICLES_AT_ONCE", 1)
    assert gather_evidence(articles, PACK, Settings()) == expected
