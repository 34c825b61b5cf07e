"""What document-sharing web sites put round a text. Invented sites; the kinds of matter are those of real ones."""

from __future__ import annotations

from dataclasses import dataclass

from invented.standard import Standard


@dataclass(frozen=True, slots=True)
class Dress:
    """Before and after a text; ``{title}``, ``{file}``, ``{pages}`` and ``{n}`` are filled in."""

    before: str
    after: str
    caption: str = ""
    """Repeated for each of the first pages, where ``{captions}`` stands."""
    more: str = ""
    """Between the text and the matter after it, where the site shows no more of the text."""


LISTS = (
    Dress(
        before=(
            "收藏 分销(赏)\n\n{file}\n\n上传人:小**** 文档编号:271828 上传时间:2025-06-11"
            " 格式:PDF 页数:{pages} 大小:618.20KB\n"
            "下载 相关 举报\n{captions}点击查看更多>>\n资源描述\n\n"
        ),
        caption="{file}_第{n}页\n第{n}页 / 共{pages}页\n",
        more="\n\n展开阅读全文",
        after=(
            "\n相似文档\xa0\xa0\xa0\xa0\xa0\xa0\xa0\xa0"
            " 青雀AI助手青雀AI助手\n猜你喜欢\xa0\xa0\xa0\xa0\xa0\xa0 青雀AI导航青雀AI导航\n"
            "搜索标签\n\n当前位置:首页 > 行业资料 > 文化旅游\n\n移动网页_全站_页脚广告2\n\n"
            "关于我们\xa0\xa0 \xa0便捷服务\xa0\xa0 \xa0青雀AI\xa0\xa0 \xa0获赠8币\n\n"
            "©2012-2025 青石青雀网络科技有限公司\xa0\xa0版权所有"
            "\n\n客服电话:4000-111-222\xa0 投诉/维权电话:4000-333-444\n\n"
            "beian.png东公网安备99010002000111号\xa0 \xa0\n\n"
            "icp.png东ICP备2019000111号-2\xa0\xa0|\xa0\xa0东B2-20190111\n\n"
            "关注我们\xa0:wx.png\xa0 \xa0\xa0weibo.png\xa0\n\n客服"
        ),
    ),
    Dress(
        before=(
            "首页 文库 会员 登录\n\n{file}\n\n分享者:wen**** 编号:55012377 上传时间:2024-12-02"
            " 格式:PDF 页数:{pages} 大小:1.07MB\n"
            "下载 收藏 举报\n{captions}点击查看更多>>\n资源描述\n\n"
        ),
        caption="{file}_第{n}页\n第{n}页 / 共{pages}页\n",
        more="\n\n展开阅读全文",
        after=(
            "\n相关资源\n2024年护理部工作小结.docx\n餐饮卫生检查记录表(空白).xls\n老年人春游安全预案.doc\n猜你喜欢\n搜索标签\n\n"
            "当前位置:首页 > 医药卫生 > 护理\n\n关于我们\xa0\xa0帮助中心\xa0\xa0免责声明\xa0\xa0联系客服\n\n"
            "©2009-2024 云岫文档\xa0\xa0版权所有\n\n客服热线:4000-555-666\n\nicp.png云ICP备2009000555号-1"
        ),
    ),
    Dress(
        before=(
            "收藏 举报\n\n{file}\n\n上传人:骑行**** 文档编号:990011 上传时间:2023-11-30"
            " 格式:PDF 页数:{pages} 大小:702.5KB\n"
            "下载 相关 举报\n{captions}点击查看更多>>\n资源描述\n\n"
        ),
        caption="{file}_第{n}页\n第{n}页 / 共{pages}页\n",
        more="\n\n展开阅读全文",
        after=(
            "\n相似文档\n猜你喜欢\n搜索标签\n\n当前位置:首页 > 工程科技 > 交通运输\n\n"
            "©2015-2023 白塔信息服务部\xa0\xa0版权所有\n\n投诉邮箱:kefu@example.invalid\n\n关注我们\xa0:wx.png"
        ),
    ),
)
"""Sites that show the text in numbered chunks, in simplified characters."""

_TIPS = (
    "\n温馨提示\n"
    "- 1. 资源若无特别注明,一律需要在电脑上用办公软件或者PDF阅读软件打开,手机可能显示不全。\n"
    "- 2. 页面上只有文档本身,不带其他附件和源文件,需要的请与分享的人联系,权利归分享的人。\n"
    "- 3. 网页里的图样只供预览,压缩包中是否带有图样以实际文件为准。\n"
    "- 4. 没有权利人的书面许可,请勿把内容用于营利。\n"
    "- 5. 网站只负责存放,不修改也不审查用户分享的东西,因此对其正误不作保证。\n"
    "- 6. 发现侵犯权利或者不合适的内容,请告诉我们,我们会马上处理。\n"
)
LINES = (
    Dress(
        before="版权说明:文档由网友分享并上传,所得归分享者,发现内容侵犯权利时请举报或者认领\n文档简介\n",
        after=(
            _TIPS + "最新文档\n- 2025年青石市图书馆编外人员招考笔试模拟卷及答案\n- 展览馆保洁外包合同范本\n"
            "- 小学语文三年级上册单元测验(含答案)\n- 建筑工地临时用电检查记录表\n- 某某中学食堂承包协议书\n"
            "- GB/T 99801.3-2011 立式车床 第3部分:检验条件\n- 消防演练总结报告\n- 儿童绘本推荐书单\n"
            "- 会计实务复习题库与详细解析\n评论\n0/150\n提交评论"
        ),
    ),
    Dress(
        before="版权说明:用户自行上传,若认为其侵犯您的权利,可在本页举报或者认领\n文档简介\n",
        after=(
            _TIPS + "最新文档\n- 2024年社区护士岗位竞聘演讲稿\n- 食品采购合同(通用版)\n- 物业电梯维修保养计划\n"
            "- 高中化学知识点总结\n- 员工离职审批单\n- 财务报销流程图\n评论\n0/150\n提交评论"
        ),
    ),
    Dress(
        before="版权说明:文档来自网友,网站仅提供存储,权利人可举报认领\n文档简介\n",
        after=(
            _TIPS + "最新文档\n- 电动车维修手册\n- 交通安全教育主题班会教案\n- 2023年公务员面试真题汇编\n"
            "- FZ/T 99002-2007 雨衣面料\n- 园林绿化施工组织设计\n评论\n0/150\n提交评论"
        ),
    ),
)
"""Sites that show the text in one line, in traditional characters with readings."""


def file_name(standard: Standard) -> str:
    """The name under which somebody uploaded the standard."""
    return f"{standard.number.replace('/', '∕').replace('—', '-')} {standard.title_zh}.pdf"


def dressed(dress: Dress, standard: Standard, pages: int, text: str, *, cut: bool) -> str:
    """The text as the page of the site has it."""
    facts = {"file": file_name(standard), "title": standard.title_zh, "pages": pages}
    captions = "".join(dress.caption.format(n=n, **facts) for n in range(1, min(pages, 5) + 1))
    before = dress.before.format(captions=captions, **facts)
    return before + text + (dress.more if cut else "") + dress.after
