"""Products: the document or result that a text makes the outcome of a task.

Belongs here: phrases in which a verb of making has a document as its object; cells that are the product.
Does not belong here: documents that are only followed or carried out ("thực hiện Kế hoạch này").
"""

from __future__ import annotations

import re

from sauro.engine.planning.model import Anchor, Product
from sauro.engine.planning.when_dates import citations
from sauro.engine.text.words import cut, pattern

_DOCUMENTS = (
    "kế hoạch|đề án|chương trình|danh mục|quy chế|quy định|quyết định|nghị quyết|nghị định|thông tư|chỉ thị|văn bản"
    "|tài liệu|sổ tay|bộ tiêu chí|bộ chỉ số|chính sách|phương án|cơ chế|quy trình|hướng dẫn|cẩm nang|tờ trình|dự thảo"
    "|báo cáo|công văn|đề cương|chiến lược|quy hoạch|lộ trình|bộ tài liệu|thủ tục hành chính|bộ thủ tục|phim|ấn phẩm"
)
_VERBS = (
    "xây dựng|ban hành|soạn thảo|biên soạn|lập|phê duyệt|công bố|trình|biên tập|hoàn thiện|thẩm định|ký ban hành"
    "|tham mưu ban hành|xây dựng và ban hành|nghiên cứu xây dựng|rà soát ban hành|dự thảo|sửa đổi|tham mưu"
)
_QUANTITY = r"(?:các|những|một số|bộ|dự thảo|hồ sơ|các loại|mới|hệ thống|chi tiết|và trình|danh mục)"
_MAKING = pattern(
    rf"(?P<verb>{_VERBS})(?: (?:,|và) (?:{_VERBS}|triển khai|tổ chức thực hiện|trình|phê duyệt)){{0,3}}"
    r"(?: (?:,|và|hoặc)? ?(?:ubnd|ủy ban nhân dân|hđnd|hội đồng nhân dân|chủ tịch ubnd|thủ tướng|chính phủ|đảng ủy|tỉnh ủy)(?: (?:tỉnh|thành phố|xã , phường|cấp xã|chính phủ))?(?: ,| và)?){0,3}"
    rf"(?: (?:ban hành|xem xét|quyết định|phê duyệt|thông qua)(?: (?:ban hành|,|và|quyết định|phê duyệt|thông qua)){{0,3}})?"
    rf"(?: {_QUANTITY}){{0,2}} (?P<product>(?:{_DOCUMENTS})(?: [^\s.;:]+){{0,40}})"
)
# The verb's object is not new where it is only followed, or where the text speaks of the plan itself.
_SELF = pattern(r"(?:kế hoạch|chương trình|đề án|quyết định|nghị quyết) (?:này|nêu trên|trên)(?: .*)?|kế hoạch")
_AFTER = re.compile(
    r" (?:, (?:trong đó|nhằm|đẩy mạnh|để|bảo đảm|đảm bảo|đề ra|chỉ đạo|tăng cường|tổ chức|gửi|báo cáo|trình|triển khai|phân công|góp phần|phát triển hạ tầng)"
    r"|và thực hiện|nhằm|để|đầy đủ|kịp thời|theo đúng|trước ngày|chậm nhất|xong trong|trong tháng|trong quý|trong năm|định kỳ|và tổ chức|và triển khai) "
)
_FIGURE_ONLY = pattern(r"(?:trên |tối thiểu |ít nhất )?\d+(?: [.,] \d+)? ?(?:%)?")


def read_product(text: str, *, cell: bool) -> Product | None:
    """The product that ``text`` names; a cell of that column is the product as it stands."""
    words = cut(text)
    if not any(word[0].isalnum() for word in words.words):
        return None
    if cell:
        first, last = words.span(0, len(words.keys))
        return Product(words.text[first:last], Anchor(first, last))
    cited = [span for span in citations(words.keys) if words.keys[span[0]] not in "“\""]
    for match in _MAKING.finditer(words.keys):
        start, end = match.span("product")
        if any(a < start < b for a, b in cited) or _carried_out(words.keys, match):
            continue
        product = words.keys[start:end]
        cut_at = _AFTER.search(product + " ")
        if cut_at:
            end = start + cut_at.start()
        if _SELF.fullmatch(words.keys[start:end]) and words.keys[start:end] != "kế hoạch":
            continue
        first, last = words.span(start, end)
        quoted = words.text[first:last].rstrip(" ,")
        return Product(quoted, Anchor(first, first + len(quoted)))
    return None


def _carried_out(keys: str, match: re.Match[str]) -> bool:
    """ "việc xây dựng kế hoạch", "kiểm soát … khi xây dựng văn bản", "thực hiện … đã ban hành": not made here."""
    before = keys[max(0, match.start() - 24) : match.start()].split()
    return bool(before) and before[-1] in {"khi", "được", "đã", "do", "việc", "về", "công", "tác", "thi", "hành", "ngũ"}
