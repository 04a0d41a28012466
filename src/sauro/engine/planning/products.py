"""Products: the document or result that a text makes the outcome of a task.

Belongs here: phrases in which a verb of making has a document as its object; cells that are the product.
Does not belong here: documents that are only followed or carried out ("thực hiện Kế hoạch này").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sauro.engine.planning.citations import citations, overlaps
from sauro.engine.planning.model import Anchor, Product
from sauro.engine.planning.unit_words import COMPOUNDS, phrases
from sauro.engine.text.words import cut, pattern

_DOCUMENTS = (
    "kế hoạch|đề án|chương trình|danh mục|quy chế|quy định|quyết định|nghị quyết|nghị định|thông tư|chỉ thị"
    "|văn bản|tài liệu|sổ tay|bộ tiêu chí|bộ chỉ số|chính sách|phương án|cơ chế|quy trình|hướng dẫn|cẩm nang"
    "|tờ trình|dự thảo|báo cáo|công văn|đề cương|chiến lược|quy hoạch|lộ trình|bộ tài liệu|bộ thủ tục|ấn phẩm"
    "|kết luận thanh tra|kết luận kiểm tra|sổ theo dõi|bản tin|danh sách"
)
_VERBS = (
    "xây dựng|ban hành|soạn thảo|biên soạn|lập|phê duyệt|công bố|trình|biên tập|ký ban hành|dự thảo"
    "|nghiên cứu xây dựng|rà soát ban hành|tham mưu(?= [^.;:]{0,200} trình )"
)
# What is launched or printed may be a thing that is no document.
_LAUNCHED = "ứng dụng|nền tảng|chuyên trang|chuyên mục|cổng thông tin|trang thông tin|kênh|video|sách|tạp chí|phần mềm"
_ALSO = f"(?:{_VERBS}|triển khai|tổ chức thực hiện)"
_MANNER = "(?:đầy đủ|,|kịp thời|có hiệu quả|tốt|nghiêm túc|sớm|mới)"
_AUTHORITY = (
    "(?:ubnd|ủy ban nhân dân|hđnd|hội đồng nhân dân|chủ tịch ubnd|chủ tịch ủy ban nhân dân|thủ tướng"
    "|chính phủ|đảng ủy|tỉnh ủy|thành ủy|cấp có thẩm quyền|cấp thẩm quyền)"
)
_LEVEL = "(?:tỉnh|thành phố|xã , phường|cấp xã|chính phủ)"
_ISSUES = "(?:ban hành|xem xét , quyết định|xem xét|phê duyệt|thông qua)"
_QUANTITY = "(?:các|những|một số|bộ|dự thảo|hồ sơ|các loại|mới|hệ thống|chi tiết|và trình)"
# "xây dựng, trình UBND tỉnh ban hành các chính sách ưu đãi": verb, who issues it, document, name.
_MAKING = pattern(
    rf"(?P<verb>{_VERBS})(?: (?:,|và) {_ALSO}){{0,3}}(?: {_MANNER}){{0,4}}"
    rf"(?: (?:,|và|hoặc)? ?{_AUTHORITY}(?: {_LEVEL})?(?: ,| và)?){{0,3}}"
    rf"(?: {_ISSUES}(?: (?:,|và|hoặc|{_ISSUES})){{0,3}})?"
    rf"(?: {_QUANTITY}){{0,2}} (?P<product>(?:{_DOCUMENTS})(?: [^\s.;:]+){{0,40}})"
)
# A document without a word that says which one ("xây dựng chính sách"), or the text's own plan.
_LAUNCHING = pattern(
    rf"(?P<verb>ra mắt|phát hành)(?: (?:{_QUANTITY}|số))?"
    rf" (?P<product>(?:{_DOCUMENTS}|{_LAUNCHED})(?: [^\s.;:]+){{0,40}})"
)
# An item that opens with the finding of an inspection asks for that finding.
_CONCLUDING = pattern(
    r"(?P<verb>)(?P<product>kết luận (?:thanh tra|kiểm tra)"
    r"(?= (?:đối với|tại|việc|về|công tác|chuyên đề|trách nhiệm))(?: [^\s.;:]+){0,40})"
)
UNNAMED = pattern(
    rf"(?:{_DOCUMENTS}|{_LAUNCHED})(?: (?:này|nêu trên|trên|cụ thể|chi tiết|liên quan|có liên quan|phù hợp)(?: .*)?)?"
)
# What begins the next action, or says how and when: there the product's name ends.
_NEXT = (
    "hoàn thành|với|thu hút|trong đó|nhằm|đẩy mạnh|để|bảo đảm|đảm bảo|đề ra|chỉ đạo|tăng cường|tổ chức|gửi|báo cáo|trình"
    "|phát hành|công bố|niêm yết|ban hành|đăng tải|phổ biến|áp dụng|đưa"
    "|triển khai|phân công|góp phần|hỗ trợ|tạo|phối hợp|theo dõi|hướng dẫn|nâng cao|xong|phấn đấu"
)
_AFTER = pattern(
    f", (?:{_NEXT})|và thực hiện|nhằm|để|đầy đủ|kịp thời|theo đúng|trước ngày|chậm nhất|trong tháng|trong quý|xong trước|hoàn thành trước"
    "|định kỳ|và tổ chức|và triển khai|bảo đảm|đảm bảo|xong"
)
# What stands before a verb that only qualifies: "công chức xây dựng chính sách", "khi ban hành".
_NOT_MAKERS = phrases(
    "khi | được | đã | do | việc | về | công tác | thi hành | đội ngũ | công chức | viên chức | cán bộ",
    "kỹ năng | kiến thức | nghiệp vụ | năng lực | người làm | chất lượng | quá trình | kinh phí | trong",
    "tham gia | trình tự | hiệu quả | kinh nghiệm | pháp luật | trách nhiệm | thẩm quyền | cơ sở | quy định",
    "mới | chậm",
)
FIGURE_ONLY = pattern(r"(?:trên |tối thiểu |ít nhất )?\d+(?: [.,] \d+)? ?(?:%)?")
# A bound that keeps the time linear in texts without a full stop.
_CLAUSE = 400


def read_product(text: str, *, cell: bool) -> Product | None:
    """The product that ``text`` names; a cell of that column is the product as it stands."""
    words = cut(text)
    if not any(word[0].isalnum() for word in words.words):
        return None
    if cell:
        first, last = words.span(0, len(words.keys))
        return Product(words.text[first:last], Anchor(first, last))
    cited = [span for span in citations(words.keys) if words.keys[span[0]] not in '“"']
    for match in _makings(words.keys):
        start, end = match.span("product")
        if overlaps(cited, start, start + 1) or _cites_before(words.keys, match.start(), cited):
            continue
        if _carried_out(words.keys, match):
            continue
        after = _AFTER.search(words.keys, start, end)
        if after:
            end = max(start + 1, after.start() - 1)
        if UNNAMED.fullmatch(words.keys[start:end]):
            continue
        first, last = words.span(start, end)
        quoted = words.text[first:last].rstrip(" ,")
        return Product(quoted, Anchor(first, first + len(quoted)))
    return None


def _makings(keys: str) -> Iterator[re.Match[str]]:
    opening = _CONCLUDING.match(keys, 2 if keys[:2] in {"- ", "+ "} else 0)
    found = [*_MAKING.finditer(keys), *_LAUNCHING.finditer(keys)]
    yield from ([opening] if opening else [])
    yield from sorted(found, key=lambda match: match.start())


def _cites_before(keys: str, start: int, cited: list[tuple[int, int]]) -> bool:
    """Whether the verb tells what a cited document does: "Quyết định số … công bố danh mục …"."""
    clause = max(keys.rfind(f" {sign} ", max(0, start - _CLAUSE), start) for sign in ".;:")
    return overlaps(cited, max(clause, start - _CLAUSE, 0), start)


def _carried_out(keys: str, match: re.Match[str]) -> bool:
    """ "khi xây dựng văn bản", "đã ban hành" are not made here; in "lộ trình" there is no verb."""
    before = keys[max(0, match.start() - 24) : match.start()].split()
    if not before:
        return False
    if (before[-1], match["verb"]) in COMPOUNDS:
        return True
    return any(tuple(before[-n:]) in _NOT_MAKERS for n in (1, 2))
