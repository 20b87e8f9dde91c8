"""Organisations of the story and its publishers, each once."""

from __future__ import annotations

import pytest

from shanhai.facts.house import organization_kind
from shanhai.facts.organizations import organizations
from shanhai.model import OrganizationKind

from .accounts import context


def names(text: str) -> list[str]:
    return [o.name for o in organizations(context(text))]


def test_who_only_holds_a_post_is_left_out() -> None:
    assert names("桐庐县委书记柳岸到富阳区发改局调研。") == ["富阳区发改局"]


def test_a_short_name_is_the_long_one_told_again() -> None:
    assert names("桐庐县横村初级中学与衡水市第二中学签约，横村初级中学派出教师。") == ["桐庐县横村初级中学", "衡水市第二中学"]


def test_a_chain_of_places_keeps_its_last_link() -> None:
    assert names("浙江省杭州市桐庐县横村小学参加。") == ["桐庐县横村小学"]


@pytest.mark.parametrize(
    "phrase",
    [
        "双方医院",
        "我县中学",
        "18家企业",
        "本地三家医院",
        "柑橘基地",
        "各村",
        "第二所医院",
        "合作协议",
        "公立医院",
        "优质普通高中",
        "28万亩蔬菜基地",
        "二十届三中",
        "村级卫生室",
        "省会学校",
        "县直学校",
        "企业+村集体",
        "省外商会",
        "各区供销社",
        "部分市（州）县供销社",
        "桐庐县学校",
        "恩施州8县市医院",
        "北坨、后安等村",
        "50万元奖励组团旅行社",
        "山茶种植基地1.5万多亩",
    ],
)
def test_a_description_is_no_name(phrase: str) -> None:
    assert names(f"会上介绍了{phrase}。") == []


def test_words_before_a_name_are_none_of_it() -> None:
    assert names("他希望学校办得更好，有合格卫生室，也像山河大学一样。") == []


def test_a_name_in_full_and_one_in_short_are_one() -> None:
    assert names("桐庐县第一中学与衡水市第二中学签约，桐庐一中派出教师。") == ["桐庐县第一中学", "衡水市第二中学"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("两县共同成立投资有限责任公司。", []),
        ("两县共建“飞地”产业园。", []),
        ("桐庐县圆通社区派出志愿者。", ["桐庐县圆通社区"]),
        ("衡水市协助桐庐县共建园区。", []),
        ("桐庐县在衡水市建立8个“线上”电商体验馆。", []),
        ("两县共建“飞地抱团”强村项目。", []),
        ("杭州会展中心、杭州茶叶分拣配送中心2家单位获批。", ["杭州会展中心", "杭州茶叶分拣配送中心"]),
        ("浙江山茶乳业有限公司桐庐产业园正式动工。", ["浙江山茶乳业有限公司", "桐庐产业园"]),
        ("大家参观了山茶商用车（桐庐）有限公司生产基地。", ["山茶商用车（桐庐）有限公司"]),
        ("一行走访了乡村振兴示范点横村镇双江村。", ["双江村"]),
        ("桐庐县第三批援疆工作队发来喜报。", ["桐庐县第三批援疆工作队"]),
        ("桐庐对口帮扶衡水指挥部开会，随后桐衡指挥部派出干部。", ["桐庐对口帮扶衡水指挥部"]),
        ("省农科院、衡水市农科院派来专家。", ["省农科院", "衡水市农科院"]),
        ("县商务局、县建工局、横村镇参加。", ["县商务局", "县建工局"]),
        ("桐庐县驻外联络中心联动杭州市衡水商会捐款。", ["桐庐县驻外联络中心", "杭州市衡水商会"]),
        ("中石化组织大型企业江河油田结对帮扶衡水市第二中学。", ["中石化", "江河油田", "衡水市第二中学"]),
        ("充分发挥桐庐县横村小学的作用。", ["桐庐县横村小学"]),
        ("一行走访衡水市山禾生物科技有限公司，听了山禾生物公司的介绍。", ["衡水市山禾生物科技有限公司"]),
        ("衡水市云杉集团来访，在河北云杉集团总部座谈。", ["衡水市云杉集团"]),
        ("参观了浙江山茶农业开发有限公司组培实验室。", ["浙江山茶农业开发有限公司"]),
        ("打造桐庐二中横村分校、衡水市甲医院乙分院。", ["桐庐二中横村分校", "衡水市甲医院乙分院"]),
        ("在智慧工厂、县级产业园、东西部协作示范学校等方面取得经验。", []),
        ("县委、桐庐县政府以及浙江省援疆干部管理组联合主办。", ["桐庐县政府", "浙江省援疆干部管理组"]),
        ("桐庐县人民政府还和衡水市山茶实业有限公司签订协议。", ["桐庐县人民政府", "衡水市山茶实业有限公司"]),
        ("浙江大学医学院附属山茶医院（以下简称“杭州山茶医院”）来人，杭州山茶医院派出专家。", ["浙江大学医学院附属山茶医院"]),
        ("签约桐庐县人民政府衡水大学合作项目。", ["衡水大学"]),
        ("桐庐县富阳现代农业产业园建成，桐庐富阳现代农业产业园开园。", ["桐庐县富阳现代农业产业园"]),
        ("提速国家远洋渔业基地建设。", []),
        ("打造了一处茶旅融合示范点。", []),
        ("山茶日报社派人，山茶日报发了消息。", ["山茶日报社"]),
        ("横村镇党委政府回赠锦旗。", []),
        ("新桐庐·桐庐日报记者到场。", ["桐庐日报"]),
        ("桐庐县企业齐聚衡水市人社服务大厅。", ["衡水市人社服务大厅"]),
        ("浙江省富阳区辉就电器有限公司捐款。", ["富阳区辉就电器有限公司"]),
        ("富阳大学继续教育学院桐庐分院落户。", ["富阳大学继续教育学院桐庐分院"]),
        ("横村镇工会委员会采购山茶，横村镇工会接货。", ["横村镇工会委员会"]),
        ("县林业局、国土局、城乡规划局参加，发挥好驻镇帮镇扶村工作队的作用。", ["县林业局", "国土局"]),
        ("充分发挥好桐庐县横村小学的作用。", ["桐庐县横村小学"]),
        ("桐庐县林业局、桐庐县城乡规划局参加。", ["桐庐县林业局", "桐庐县城乡规划局"]),
        ("共建桐庐现代产业园、富阳现代产业园2个县域产业园区。", ["桐庐现代产业园", "富阳现代产业园"]),
        ("代表团来到桐庐县横村镇雨禾村，又走进富阳区的云杉村。", ["雨禾村", "云杉村"]),
        ("一行走访了“清廉示范村”云杉村，看了凤川街道雨禾村茶文化示范点。", ["云杉村", "雨禾村"]),
        ("富阳区支持江南镇千棵松村建一座冷库。", ["千棵松村"]),
        ("桐庐县脱贫村、各村、15个村和乡村振兴馆都有代表。", []),
        ("扎实开展百企帮百村行动，因企因村施策，助力云杉村增收。", ["云杉村"]),
        ("为贯彻落实富阳区农业农村局、省乡村振兴局《工作方案》要求，桐庐县商务局派人到场。", ["桐庐县商务局"]),
        ("富阳区农业农村局派人宣讲《工作方案》。", ["富阳区农业农村局"]),
        ("两地谋划筹建富阳区桐庐商会。", []),
        ("富阳区桐庐商会筹建了图书馆。", ["富阳区桐庐商会"]),
        ("签约青禾智能装备研发中心及生产基地项目。", []),
        ("大家参观了青禾智能装备研发中心。", ["青禾智能装备研发中心"]),
        ("代表团拜访桐庐县人民政府。", ["桐庐县人民政府"]),
        ("除富阳区人民政府与桐庐县人民政府的合作协议外，还签了两份意向书。", ["富阳区人民政府", "桐庐县人民政府"]),
        ("桐庐县招商局有关负责人介绍了情况。", ["桐庐县招商局"]),
        ("县招商局局长李四介绍了情况，大家感谢党和政府，感谢党委政府。", []),
        ("园林绿化公司参加。", []),
        ("代表团参观了桐庐县妇女之家示范点、横村镇蔬菜大棚。", []),
        ("代表团到横村镇民族特色村——雨禾村调研。", ["雨禾村"]),
        ("园区成为首个投产的山海协作产业园，这个桐庐前置仓也很忙。", []),
        ("推动浙江青禾制药有限公司山茶胶囊系列产品项目落地。", ["浙江青禾制药有限公司"]),
        ("一行走进重点合作企业青禾集团。", ["青禾集团"]),
        ("富阳区实施了部分示范学校改造。", []),
    ],
)
def test_villages_and_bodies_that_act(text: str, wanted: list[str]) -> None:
    assert names(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("去年12月5日展销馆开馆。", []),
        ("援藏工作队员走村入户。", []),
        ("桐庐县云水镇三都源村、上雨禾村派出代表。", ["三都源村", "上雨禾村"]),
    ],
)
def test_bodies_and_what_only_describes_them(text: str, wanted: list[str]) -> None:
    assert names(text) == wanted


def test_a_bare_name_stays_bare_where_nothing_says_whose_it_is() -> None:
    assert names("富阳区与桐庐县协作，县第一中学、县藏医院迎来了新教师。") == ["县第一中学", "县藏医院"]


def test_who_publishes_the_page_is_listed() -> None:
    assert ("桐庐发布", OrganizationKind.MEDIA) in [(o.name, o.kind) for o in organizations(context("桐庐发布讯 我县召开会议。"))]


def test_organizations_and_their_kinds() -> None:
    found = organizations(context("富阳区发改局、桐庐县人民医院、浙江青山茶业有限公司参加。"))
    assert [(o.name, o.kind) for o in found] == [
        ("富阳区发改局", OrganizationKind.GOVERNMENT),
        ("桐庐县人民医院", OrganizationKind.HOSPITAL),
        ("浙江青山茶业有限公司", OrganizationKind.COMPANY),
    ]


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("site-industry", OrganizationKind.PARK),
        ("company", OrganizationKind.COMPANY),
        (None, OrganizationKind.OTHER),
        ("未知", OrganizationKind.OTHER),
    ],
)
def test_kind_of_an_organization(value: str | None, kind: OrganizationKind) -> None:
    assert organization_kind(value) is kind


def test_a_county_that_thanks_by_its_committee_is_no_organisation() -> None:
    assert "秀山县委" not in names("10月8日，桐庐县代表团到秀山县考察。秀山县县长苏白代表秀山县委、秀山县政府欢迎代表团。")


def test_a_county_that_signs_is_one() -> None:
    assert "秀山县政府" in names("10月8日，桐庐县代表团到秀山县考察。桐庐县政府与秀山县政府签订东西部协作协议。")


def test_a_platform_of_two_places_is_listed_whole() -> None:
    assert names("桐庐—衡水消费帮扶体验馆开业。") == ["桐庐—衡水消费帮扶体验馆"]


def test_a_medium_that_is_the_source_is_no_office() -> None:
    found = organizations(context("人民网杭州12月25日电 桐庐县人社局组织招聘。"))
    assert [(o.name, o.kind) for o in found if o.name == "人民网"] == [("人民网", OrganizationKind.MEDIA)]


def test_a_district_that_begins_with_the_word_for_a_town_is_no_level() -> None:
    assert names("宁波市镇海区龙赛中学与桐庐县横村小学签约。") == ["镇海区龙赛中学", "桐庐县横村小学"]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("桐庐县政府办公室、县农业农村局和富阳高新区管委会负责同志参加考察。", []),
        ("衡水市教育局、市文旅局相关负责人一同陪同。", []),
        ("桐庐县农业农村局负责人表示要多走动。", ["桐庐县农业农村局"]),
        ("用多种手段展陈人大发展历史。", []),
        ("受衡水市人大常委会委托，他前来商谈。", ["衡水市人大常委会"]),
        ("引来世界500强青禾集团。", ["青禾集团"]),
        ("最大限度助推青禾中学发展。", ["青禾中学"]),
        ("走进青禾一中这所先进学校。", []),
        ("解决支教学校的困难，建起临时医院。", []),
        ("市、县、镇三级党委政府都很重视。", []),
        ("衡水市人民医院桐庐院区挂牌。", ["衡水市人民医院桐庐院区"]),
        ("衡水市人民医院建设分院。", ["衡水市人民医院"]),
        ("参观了桐庐县城南街道安和社区党群服务中心。", ["安和社区"]),
        ("参观了本社区党群服务中心。", []),
        ("桐庐县新合乡青石坞村负责人赠送锦旗。", ["青石坞村"]),
        ("代表团走进红军会师纪念园。", ["红军会师纪念园"]),
        ("他去桐庐县新合乡青石坞村，驻青石坞村开展帮扶。", ["青石坞村"]),
        ("他驻马店青石村长大。", []),
    ],
)
def test_bodies_told_in_passing(told: str, expected: list[str]) -> None:
    assert names(told) == expected


def test_a_park_called_after_two_places_is_no_work() -> None:
    assert names("桐庐县委书记柳岸说，要以苏陕协作产业园项目建设为牵引，深化产业协作。") == ["苏陕协作产业园"]


def test_companies_of_a_list_by_brand() -> None:
    assert names("衡水市引导华为、丰驰等企业到桐庐县投资。") == ["华为", "丰驰"]
    assert names("桐庐县引进松影、澜川等国企。") == ["松影", "澜川"]
    assert names("凌溪食品、澜川旋流两家企业到桐庐县投资。") == ["凌溪食品", "澜川旋流"]


def test_trades_of_a_list_are_no_companies() -> None:
    assert names("桐庐县引进食品、纺织、家具等企业。") == []
    assert names("桐庐县引进种植、养殖等龙头企业，食品、医药两家企业落户。") == []


def test_places_that_somebody_runs() -> None:
    assert names("代表团走访了岱山港、桐庐县通用机场、云栖庄园、白塔湖湿地公园、云栖古镇。") == ["岱山港", "桐庐县通用机场", "云栖庄园"]


def test_wards_and_banner_villages() -> None:
    assert names("横村镇柳圩社区与库伦旗额勒顺镇乌兰塔拉嘎查签约，推动评弹进社区。") == ["横村镇柳圩社区", "乌兰塔拉嘎查"]


@pytest.mark.parametrize(
    ("source", "listed"), [("桐庐县人民政府", []), ("桐庐县人民政府网", []), ("教务处", []), ("桐庐县商务局", ["桐庐县商务局"])]
)
def test_a_governments_site_and_a_bare_section_are_no_bodies(source: str, listed: list[str]) -> None:
    assert names(f"两县对口协作\n发布时间：2024-05-06　来源：{source}\n5月6日，衡水市代表团到桐庐县考察。") == listed


def test_a_body_that_is_called_a_helped_unit_first() -> None:
    assert names("富阳区法院对口援助单位石泉县法院来访。") == ["富阳区人民法院", "石泉县人民法院"]


def test_the_village_of_a_hall() -> None:
    assert names("柳圩村党群服务中心已完工。") == ["柳圩村"]
    assert "乡村" not in names("乡村文化礼堂已完工。")
