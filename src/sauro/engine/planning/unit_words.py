"""Words of the genre from which names of units are made, and words that end a name.

Belongs here: closed lists. Does not belong here: how they are put together (``unit_grammar``), any
province's names.

Every phrase is a tuple of keys (``engine.text.words``), so spelling schools do not matter.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sauro.engine.text.words import word_key


def phrase(written: str) -> tuple[str, ...]:
    return tuple(word_key(word) for word in written.split())


class Phrases(frozenset[tuple[str, ...]]):
    """A set of phrases that knows how long those are that begin with a given word."""

    def __new__(cls, written: Iterable[tuple[str, ...]]) -> Phrases:
        made = super().__new__(cls, written)
        made.lengths = _lengths(made)
        return made

    lengths: dict[str, tuple[int, ...]]


def _lengths(written: Iterable[tuple[str, ...]]) -> dict[str, tuple[int, ...]]:
    found: dict[str, set[int]] = {}
    for one in written:
        found.setdefault(one[0], set()).add(len(one))
    return {first: tuple(sorted(lengths, reverse=True)) for first, lengths in found.items()}


def phrases(*written: str) -> Phrases:
    return Phrases(phrase(one) for line in written for one in line.split(" | "))


@dataclass(frozen=True, slots=True)
class Head:
    """How a head noun may begin a name.

    ``alone``: it is a name without more. ``after``: words that may follow. ``capital``: any capital word
    may follow. ``never``: words that make it another word ("bộ máy", "hội nghị", "ban hành").
    """

    alone: bool = False
    capital: bool = False
    after: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()


def _words(written: str) -> frozenset[str]:
    return frozenset(word_key(word) for word in written.split())


_PLACES = "tỉnh thành các xã phường đặc cấp huyện thị khu nhà chính"
_ALONE = Head(alone=True)

HEADS: dict[tuple[str, ...], Head] = {
    **dict.fromkeys(
        phrases(
            "ủy ban nhân dân | ubnd | hội đồng nhân dân | hđnd | tỉnh ủy | thành ủy | đảng ủy | chính phủ",
            "quốc hội | ủy ban mặt trận tổ quốc | mặt trận tổ quốc | ủy ban mttq | ubmttq | mttq",
            "ubmttqvn | mttqvn | ủy ban thường vụ quốc hội | ủy ban dân tộc | ủy ban kiểm tra",
            "đoàn đại biểu quốc hội | thường trực tỉnh ủy | thường trực thành ủy | thường trực đảng ủy",
            "thường trực hội đồng nhân dân | thường trực hđnd | tt hđnd | thường trực ủy ban nhân dân",
            "thường trực ubnd | ban thường vụ | ban thường trực | ban chấp hành | ban quản lý | bql",
            "ban chỉ đạo | ban chỉ huy | ban tiếp công dân | ban giám hiệu | ban dân tộc",
            "ban thanh tra nhân dân | ban giám sát đầu tư cộng đồng | ban tuyên giáo | ban dân vận",
            "ban tổ chức | ban nội chính | ban công tác mặt trận | ban đại diện | ban vận động",
            "ban biên tập | bộ chỉ huy | bộ tư lệnh | bộ đội biên phòng | bộ đội | quân khu",
            "kho bạc nhà nước | kho bạc | kbnn | ngân hàng nhà nước | ngân hàng chính sách",
            "ngân hàng phát triển | ngân hàng hợp tác | ngân hàng thương mại | bảo hiểm xã hội tỉnh",
            "bảo hiểm xã hội thành phố | bảo hiểm xã hội khu vực | bảo hiểm xã hội việt nam",
            "bảo hiểm xã hội cơ sở | bhxh | thông tấn xã | tòa án nhân dân | tòa án",
            "viện kiểm sát nhân dân | viện kiểm sát | kiểm toán nhà nước | thanh tra chính phủ",
            "thanh tra nhà nước | cơ quan thuế | cơ quan công an | cơ quan hải quan | cơ quan thường trực",
            "liên đoàn lao động | liên minh hợp tác xã | liên đoàn | liên hiệp các hội | liên hiệp hội",
            "liên hiệp các tổ chức | liên hiệp | hội nông dân | hội cựu chiến binh | hội liên hiệp",
            "hội luật gia | hội chữ thập đỏ | hội khuyến học | hội doanh nghiệp | hội doanh nhân",
            "hội người cao tuổi | hội nhà báo | hội đồng hương | hội phụ nữ | hiệp hội",
            "câu lạc bộ doanh nghiệp | đoàn thanh niên | đoàn tncs | tỉnh đoàn | thành đoàn",
            "đoàn luật sư | báo và phát thanh | đài phát thanh | đài truyền hình | đài tiếng nói",
            "đài truyền thanh | đài khí tượng | cổng thông tin điện tử | cổng ttđt",
            "trang thông tin điện tử | trung tâm | công ty | tổng công ty | tập đoàn | điện lực",
            "bưu điện | bệnh viện | trạm y tế | học viện | tổ công tác | tổ giúp việc | tổ công nghệ số",
            "tổ chuyển đổi số | tổ biên tập | tiểu ban | hội đồng | chi cục | tổng cục | chi nhánh",
            "nhà xuất bản | văn phòng ủy ban nhân dân | văn phòng ubnd | văn phòng hđnd | vp ubnd | vpub",
            "văn phòng tỉnh ủy | văn phòng đoàn đại biểu quốc hội | văn phòng chính phủ",
            "văn phòng quốc hội | văn phòng thành ủy | văn phòng đảng ủy | văn phòng đăng ký đất đai",
            "văn phòng điều phối | văn phòng trung ương | bộ phận một cửa | bộ phận tiếp nhận",
            "phòng giao dịch | trung ương đoàn | thủ tướng chính phủ | hải quan | quân sự tỉnh",
            "đảng ủy mặt trận tổ quốc , các đoàn thể | đảng ủy các cơ quan đảng | ban nhân dân",
            "tổ công tác cải cách hành chính | ban chỉ đạo cải cách hành chính | tand | vksnd | viện ksnd",
            "tổ công tác chuyển đổi số | ban chỉ đạo chuyển đổi số | hội đồng thi đua - khen thưởng",
            "hội đồng phối hợp phổ biến , giáo dục pháp luật | hội đồng phối hợp phổ biến giáo dục pháp luật",
            "đại biểu hội đồng nhân dân | đại biểu hđnd | tổ đại biểu hội đồng nhân dân | tổ đại biểu hđnd",
            "hạt kiểm lâm | đội quản lý thị trường | vnpt | viettel | mobifone | cảnh sát biển",
            "bchqs | bộ chqs | bch quân sự | bch bộ đội | bch qs | bch đoàn | tt pvhcc | ttpvhcc | ttytế",
            "nhnn | lđlđ | liên đoàn lđ | hội lhpn | hội ccb | hội lhtn | hội nd | cảng vụ | nhà văn hóa tỉnh",
            "ban quản lý dự án đầu tư xây dựng | ban quản lý dự án đầu tư xây dựng công trình giao thông",
            "ban quản lý dự án đầu tư xây dựng công trình dân dụng | ban qlda đầu tư xây dựng",
            "liên minh htx | tạp chí | đại học | ban qlda | trường chính trị | tổng công ty điện lực | nhà máy nước",
            "thường trực ban chỉ đạo | thường trực ban | phòng chuyên môn | phòng thương mại | phòng văn hóa | phòng kinh tế | phòng nội vụ",
        ),
        _ALONE,
    ),
    phrase("sở"): Head(alone=True, never=_words("hữu tại dĩ thích trường cứ đắc")),
    phrase("bộ"): Head(
        capital=True,
        after=_words("ngoại quốc"),
        never=_words("máy phận chỉ tiêu thủ luật câu dữ"),
    ),
    phrase("ban"): Head(capital=True, never=_words("hành đầu bố ngành cho tặng")),
    phrase("ca"): Head(after=_words("tỉnh thành xã phường")),
    phrase("công an"): Head(alone=True, never=_words("toàn ninh")),
    phrase("thanh tra"): Head(
        capital=True, after=_words("tỉnh thành sở bộ chính nhà"), never=_words("kiểm công việc")
    ),
    phrase("thuế"): Head(after=_words("tỉnh thành khu cơ"), never=frozenset()),
    phrase("cục"): Head(capital=True, after=_words("thuế thống hải quản"), never=_words("bộ diện")),
    phrase("vụ"): Head(capital=True, never=_words("việc án")),
    phrase("phòng"): Head(capital=True, never=_words("chống ngừa cháy bệnh")),
    phrase("văn phòng"): Head(capital=True, after=_words("tỉnh"), never=_words("phẩm điện số")),
    phrase("vp"): Head(capital=True),
    phrase("hội"): Head(capital=True, never=_words("nghị thảo nhập thi họp viên tụ chợ")),
    phrase("đoàn"): Head(
        capital=True,
        after=_words("tncs xã phường trường"),
        never=_words("kết thể viên kiểm công thanh của đi"),
    ),
    phrase("báo"): Head(capital=True, never=_words("cáo chí hiệu động đảm hiếu nói in")),
    phrase("đài"): Head(capital=True, never=_words("thọ tưởng")),
    phrase("quỹ"): Head(capital=True, after=_words("đầu bảo tín"), never=_words("đất lương thời nhà")),
    phrase("viện"): Head(capital=True, after=_words("nghiên"), never=_words("trợ dẫn phí")),
    phrase("trường"): Head(
        capital=True, after=_words("đại cao chính trung thpt tiểu mầm"), never=_words("hợp học lớp kỳ tồn")
    ),
    phrase("chính quyền"): Head(after=_words("địa các cấp cơ"), never=_words("điện số")),
    phrase("đội"): Head(capital=True, never=_words("ngũ viên hình trưởng")),
    phrase("đồn"): Head(capital=True, after=_words("biên")),
    phrase("thống kê"): Head(after=_words("tỉnh thành khu cơ")),
    phrase("thi hành án dân sự"): Head(after=_words("tỉnh thành khu")),
    phrase("viễn thông"): Head(capital=True, after=_words("tỉnh"), never=_words("và")),
    phrase("vườn quốc gia"): Head(capital=True),
    phrase("khu bảo tồn"): Head(capital=True),
    phrase("bảo tàng"): Head(capital=True, after=_words("tỉnh thành"), never=_words("và")),
    phrase("thư viện"): Head(capital=True, after=_words("tỉnh thành"), never=_words("và số")),
    phrase("p ."): Head(capital=True),
    phrase("x ."): Head(capital=True),
    phrase("xã"): Head(capital=True, never=_words("hội")),
    phrase("phường"): Head(capital=True),
    phrase("đặc khu"): Head(capital=True),
}

HEAD_LENGTHS = _lengths(HEADS)

# Centres that are things to be built and not somebody who works.
NOT_UNITS = phrases(
    "trung tâm dữ liệu | trung tâm logistics | trung tâm thương mại | trung tâm kinh tế",
    "trung tâm đô thị | hội đồng thẩm | công ty khởi nghiệp | bảo hiểm xã hội tự nguyện",
    "bảo hiểm y tế | bộ công cụ | công an toàn | đài tưởng",
    "chính phủ điện tử | chính phủ số",
)

# Whoever leads a unit; the unit or the group of units follows.
POSTS = phrases(
    "trưởng | trưởng trạm | vụ trưởng | chủ nhiệm | tổng cục trưởng",
    "viện trưởng viện kiểm sát nhân dân | trưởng công an | thủ trưởng | người đứng đầu | chủ tịch",
    "phó chủ tịch | bí thư | bộ trưởng | thứ trưởng | chánh văn phòng | phó chánh văn phòng",
    "chánh thanh tra | giám đốc | phó giám đốc | tổng giám đốc | cục trưởng | chi cục trưởng",
    "trưởng ban | trưởng phòng | trưởng đoàn | hiệu trưởng | viện trưởng | chánh án",
    "tổng biên tập | thống đốc | lãnh đạo | chỉ huy trưởng | viện trưởng viện kiểm sát",
    "thủ tướng | tổ trưởng | tổng thanh tra | tổng kiểm toán",
)
# Posts that name a unit by themselves.
POSTS_ALONE = phrases(
    "thủ tướng | chánh văn phòng | chánh thanh tra | chỉ huy trưởng | bộ trưởng | người đứng đầu"
)

DETERMINERS = phrases(
    "các | những | mọi | từng | mỗi | tất cả các | toàn thể các | một số | toàn bộ các | các các",
)
GENERICS = phrases(
    "ấp | khóm | thôn | khu phố | bản | chi bộ | tổ dân phố | làng | đồn biên phòng",
    "hội quần chúng | chi hội | sở | ban | ngành | bộ | cơ quan | đơn vị | địa phương | tổ chức",
    "đoàn thể | hội đoàn thể | cấp | doanh nghiệp | hiệp hội | trường | viện | lực lượng | phòng",
    "chi cục | hợp tác xã | nhà trường | cơ sở | báo đài | huyện | phương tiện thông tin | xã",
    "phường | đặc khu | tỉnh | thành phố | hội | trung tâm | trường học | ủy ban | cá nhân",
    "chủ đầu tư | nhà đầu tư | ủy viên | thành viên | ban đảng | sở ban ngành | phòng ban | khối",
    "quận | đảng ủy | công ty | ngân hàng | bệnh viện | sở ngành | ban quản lý | cấp ủy | thị xã",
    "thị trấn | văn phòng | hội đồng | tổ | hộ kinh doanh | người dân | đoàn | công chức | cán bộ",
    "viên chức | quý cơ quan",
)
# What begins like a collective and names nobody: "các trường hợp", "các cơ sở dữ liệu".
NOT_COLLECTIVES = phrases(
    "trường hợp | cơ sở dữ liệu | cơ sở vật chất | cơ sở pháp lý | cơ sở hạ tầng | bộ tiêu chí",
    "bộ chỉ số | bộ thủ tục | bộ luật | bộ máy | bộ môn | hội nghị | hội thảo | hội thi | hội đàm",
    "bản sao | bản vẽ | bản đồ | bản tin | bản ghi | bản mẫu | bản chính | tổ hợp | đoàn viên",
    "ngành nghề | ngành hàng | đơn vị tính | đơn vị đo | trung tâm dữ liệu | văn phòng phẩm",
    "khối lượng | khối tài liệu | cấp độ | cấp bậc | viện trợ | phòng chống | hội viên",
    "bộ phận cấu thành | thành phần | tỉnh lộ | xã hội | cấp phép | công ty mẹ",
    "tổ chức thực hiện | tổ chức bộ máy | tổ chức hội nghị | hội chợ | ban hành | đoàn kết",
    "sở hữu | trường thông tin | trường dữ liệu | phòng họp | phòng ngừa | cấp ngân sách | chủ đề",
)
# What may follow, in lower case, the syllables of a proper name whose words begin with capitals.
NAME_TAILS = phrases(
    "vận tải | thực phẩm | thành phố | tỉnh | kiến trúc | xã hội | công nghệ | đào tạo",
    "môi trường | thể thao | du lịch | truyền thông | tôn giáo | thương | đầu tư | nông thôn",
    "quốc gia | liên quan | có liên quan | các tỉnh | các địa phương | nhân dân | hành chính công",
    "kinh tế | công nghiệp | khu kinh tế | khu công nghiệp | công nghệ cao | dự án | giao thông",
    "dân dụng | hạ tầng | đô thị | khu vực | chi nhánh | liên xã | trung ương | trực thuộc | của tỉnh",
    "hành chính | chính trị | phụ nữ | cộng đồng | cơ sở | thông tin | điện tử | phát triển | đất đai",
    "bảo vệ | rừng | thủy lợi | thủy sản | chăn nuôi | thú y | thực vật | trồng trọt | kiểm lâm",
    "bệnh tật | sức khỏe | sinh sản | tâm thần | đa khoa | chuyên khoa | y tế | dân số | an toàn",
    "thương mại | đầu tư xây dựng | xúc tiến | pháp lý | pháp luật | nhà nước | việc làm | dịch vụ",
    "lao động | thương binh | người có công | bảo trợ | từ thiện | trẻ em | người cao tuổi | mồ côi",
    "khuyết tật | khuyến nông | khuyến công | khuyến học | đại học | cao đẳng | nghề | phổ thông",
    "dân tộc nội trú | nội trú | trung học | mầm non | tiểu học | văn hóa | nghệ thuật | lịch sử",
    "thi đua | khen thưởng | tiết kiệm | năng lượng | môi giới | quản lý | chất lượng | đo lường",
    "tiêu chuẩn | khí tượng | thủy văn | cứu hộ | cứu nạn | phòng cháy | chữa cháy | cựu chiến binh",
    "chữ thập đỏ | số | một thành viên | cổ phần | trách nhiệm hữu hạn | tín dụng | hợp tác xã",
    "thị trường | dân cư | khu dân cư | cha mẹ học sinh | học sinh | sinh viên",
    "cán bộ | hợp tác | quốc tế | chế xuất | trị công | quản trị công | ứng dịch vụ | nông nghiệp | truyền hình",
    "ven biển | miền núi | biên giới | vùng cao",
    "dịch vụ nông nghiệp | dịch vụ công | miền nam | miền bắc | miền trung | hàng không | hàng hải | thpt | thcs",
    "nhỏ và vừa | đại diện | cấp tỉnh | cấp xã | cấp huyện | địa phương | đặc biệt | hữu nghị",
)
# Nouns that name somebody even without a determiner, in a cell or where a list goes on.
COLLECTIVES = phrases(
    "cơ quan | đơn vị | địa phương | doanh nghiệp | tổ chức | đoàn thể | nhà trường",
    "phương tiện thông tin | sở ban ngành | sở ngành | cấp ủy | hợp tác xã | cơ sở giáo dục",
    "cơ sở y tế | chủ đầu tư | lực lượng công an | lực lượng",
)
# What may follow a collective in running text; longest first is not needed, the longest match is taken.
QUALIFIERS = phrases(
    "theo quy định | theo phân công | theo thẩm quyền | được giao | được phân công",
    "theo chức năng | theo chức năng nhiệm vụ | cấp dưới | thuộc trực thuộc",
    "trực tiếp sử dụng ngân sách nhà nước | trực tiếp sử dụng ngân sách",
    "sử dụng ngân sách nhà nước | liên quan | có liên quan | tỉnh | thành phố | cấp tỉnh | cấp xã",
    "cấp huyện | trực thuộc | trên địa bàn tỉnh | trên địa bàn thành phố | trên địa bàn",
    "của tỉnh | của thành phố | ngang bộ | thuộc chính phủ | ngành dọc | khác",
    "chính trị - xã hội | chính trị xã hội | chuyên môn | báo chí | đóng trên địa bàn",
    "đóng trên địa bàn tỉnh | nhà nước | trung ương | thuộc ủy ban nhân dân tỉnh",
    "thuộc ubnd tỉnh | thuộc tỉnh | trực thuộc trung ương | thành viên | thuộc ủy ban nhân dân",
    "thuộc ubnd | hành chính nhà nước | hành chính | sự nghiệp | sự nghiệp công lập",
    "thông tin đại chúng | đại chúng | xã hội | đoàn thể | địa phương | kinh tế | thuế | công an",
    "chức năng | tư pháp | thông tấn báo chí | tổ chức chính trị - xã hội | thuộc phạm vi quản lý",
    "thuộc thẩm quyền | quản lý nhà nước | trong tỉnh | trong cả nước | toàn tỉnh",
    "toàn thành phố | thuộc trung ương | ở trung ương | xã hội - nghề nghiệp | giáo dục | y tế",
    "ct - xh | ct xh | thpt | thcs | mầm non | tiểu học | ven biển | biên giới | vùng cao | miền núi",
    "thuộc , trực thuộc | thuộc , trực thuộc bộ | thuộc bộ | trực thuộc bộ | thuộc sở | thuộc , trực thuộc sở",
    "sản xuất | nhỏ và vừa | đảng | đảng nhà nước | nêu trên | tương ứng | phối hợp | chủ trì",
    "cấp | phát thanh | truyền hình | và địa phương | của đảng | thụ hưởng | có chức năng",
    "cùng cấp | bộ | ngành | hội | được kiểm tra | được thanh tra | viễn thông | thương mại",
    "trên địa bàn xã | trên địa bàn phường | trên địa bàn đặc khu | trên địa bàn huyện",
    "trên địa bàn quản lý | sản xuất , kinh doanh | sản xuất kinh doanh | bưu chính | vận tải",
)
ADMIN = frozenset(
    word_key(w)
    for w in (
        "xã",
        "phường",
        "đặc",
        "khu",
        "tỉnh",
        "thành",
        "phố",
        "huyện",
        "thị",
        "trấn",
        "quận",
        "cấp",
        "khóm",
        "ấp",
    )
)
ADMIN_STARTS = phrases(
    "thôn | khu phố | bản | làng | xã | phường | đặc khu | tỉnh | thành phố | huyện | thị xã",
    "thị trấn | quận | cấp | ấp | khóm",
)

# Second members of names that hold commas, where no "và" follows to show that the name goes on.
NAME_MEMBERS = phrases(
    "thể thao | du lịch | truyền hình | phát thanh | thương mại | thương binh | gia đình",
    "chế xuất | công nghệ | trẻ em | đổi mới sáng tạo | nghệ thuật | môi trường | xã hội | đào tạo | tôn giáo",
)

# What a unit is in the matter at hand, beside its name: "Sở Y tế (cơ quan thường trực)".
APPOSITIONS = phrases(
    "cơ quan thường trực | đơn vị thường trực | cơ quan đầu mối | đơn vị đầu mối | cơ quan chủ trì",
    "cơ quan tham mưu | đơn vị chủ trì",
)

# Words in lower case that end a name in running text: verbs, adverbs, prepositions.
STOPS = phrases(
    "cử | mời | vận hành | liên thông | kết nối | hoàn thiện | luân chuyển | đồng bộ | tích hợp",
    "số hóa | cải cách | đơn giản hóa | rút ngắn | xử phạt | điều tra | đấu tranh | phòng chống",
    "phát hành | in ấn | niêm yết | lắp đặt | nâng cấp | mua sắm | khảo sát | thống kê",
    "lấy ý kiến | góp ý | khởi công | giải ngân | nộp | chuyển giao hồ sơ | tuyển dụng | bố trí",
    "bổ nhiệm | sắp xếp | thanh tra việc | chấn chỉnh | nhắc nhở | trả lời | đối thoại | ký kết",
    "nhân rộng | lựa chọn | thí điểm | biểu dương | khen thưởng | đề ra | phân tích | lưu trữ",
    "quản trị | xúc tiến | kêu gọi | phân bổ | phân cấp | ủy quyền | thẩm tra | kê khai | ký số",
    "áp dụng | thiết lập | thành lập | hình thành | dự thảo | trang bị | chăm lo | củng cố",
    "tuân thủ | là | được | phải | cần | có | trong | theo | để | về | tại | trên | khi | nếu",
    "như | từ | đến | với | cho | do | bằng | qua | đã | sẽ | đang | chịu | tiếp tục",
    "thường xuyên | chủ trì | phối hợp | tham mưu | triển khai | thực hiện | xây dựng | tổ chức",
    "báo cáo | đẩy mạnh | tăng cường | căn cứ | hướng dẫn | theo dõi | kiểm tra | rà soát",
    "tiến hành | gửi | lập | ban hành | công bố | công khai | cung cấp | chuẩn bị | cân đối",
    "tuyên truyền | vận động | thẩm định | trình | đôn đốc | chỉ đạo | nghiên cứu | đề xuất",
    "đề nghị | kịp thời | hoàn thành | phân công | quán triệt | nâng cao | đảm bảo | bảo đảm",
    "phát huy | giám sát | đăng tải | đưa | làm | tổng hợp | khai thác | ứng dụng | hỗ trợ",
    "đánh giá | xử lý | giải quyết | tiếp nhận | khẩn trương | chủ động | tích cực | nghiêm túc",
    "quyết liệt | định kỳ | hằng năm | hàng năm | trước | sau | chậm nhất | giúp | thay mặt",
    "giao | yêu cầu | xem xét | quyết định | phê duyệt | ký | tập trung | đồng thời | cùng | nhằm",
    "góp phần | duy trì | mở rộng | khuyến khích | trực tiếp | cụ thể hóa | lồng ghép",
    "tạo điều kiện | huy động | tham gia | thống nhất | quan tâm | chú trọng | ưu tiên",
    "kiện toàn | đào tạo | bồi dưỡng | tập huấn | soạn thảo | biên soạn | trao đổi | chia sẻ",
    "quy định | sử dụng | khắc phục | tháo gỡ | điều chỉnh | sửa đổi | bổ sung | cập nhật",
    "hằng quý | hàng quý | hằng tháng | hàng tháng | và các | thông báo | kiến nghị | phản ánh",
    "tự đánh giá | chấm điểm | phát động | lãnh đạo | quản lý việc | nhận | bàn giao | phổ biến",
    "truyền thông về | đối với | thông qua | đặc biệt | hoạt động | xác định | thúc đẩy | đổi mới",
    "cải thiện | tạo lập | nắm | này | đó | khẳng định | chấp hành | ra mắt | trong đó | nhất là",
    "mở chuyên | mở lớp | mở đợt | mở rộng | mở các | bao gồm | gồm | thì | mà | vẫn | cũng | không | chưa | phát hiện | ngăn chặn | tự",
)
# Where the second word alone would be a stop: "Công trình", "Đồng bằng".
COMPOUNDS = phrases(
    "bầu cử | đề cử | lộ trình | quá trình | tờ trình | thiết lập | chương trình | công trình",
    "giáo trình | quy trình | việc làm | công lập | dân lập | thành lập | độc lập | ngoại giao",
    "chuyển giao | bàn giao | hàng không | đồng bằng | đăng ký | chữ ký | tiếp nhận | công nhận",
    "thư ký | tôn giáo | không gian | xác nhận | điện từ | công bằng | tự do | tự trị",
    "khu tự trị | đại từ",
)
